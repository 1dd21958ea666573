import { createServer } from 'node:http';
import { afterEach, describe, expect, it } from '@jest/globals';
import { sampleMedia } from '../engine/media/sample-media.js';
import { GraphUnderTest } from '../spec-support/graph-under-test.js';
import type { WhatsAppSimulatorOptions } from '../simulator-options.js';

const cleanUp: (() => unknown)[] = [];

afterEach(async () => {
  for (const stop of cleanUp.splice(0)) await stop();
});

/** A simulator, and a host of one picture that answers whether it is unchanged. */
async function start(options: WhatsAppSimulatorOptions = {}) {
  const test = await GraphUnderTest.start(options);
  cleanUp.push(() => test.stop());
  const { mimeType, bytes } = sampleMedia('image');
  const answers: number[] = [];
  const host = createServer((request, response) => {
    const status = request.headers['if-none-match'] === '"1"' ? 304 : 200;
    answers.push(status);
    response
      .writeHead(status, { 'content-type': mimeType, 'cache-control': 'no-cache', etag: '"1"' })
      .end(status === 200 ? bytes : undefined);
  });
  await new Promise<void>((resolve) => host.listen(0, '127.0.0.1', resolve));
  cleanUp.push(() => new Promise((resolve) => host.close(resolve)));
  const address = host.address();
  const link = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/picture.png`;
  const send = async (named: string) => {
    const message = {
      messaging_product: 'whatsapp',
      to: '+16505551234',
      type: 'image',
      image: { link: named },
    };
    const answer = await test.call('POST', `${test.phone}/messages`, message);
    await test.simulator.settled();
    return answer;
  };
  const show = (named: string) =>
    fetch(`${test.simulator.url}/simulator/linked-media?link=${encodeURIComponent(named)}`);
  return { bytes, answers, link, send, show };
}

describe('the file behind the link of a message', () => {
  it('is fetched when it is sent, asked about when it is sent again, and shown without asking', async () => {
    const { bytes, answers, link, send, show } = await start({ rules: { links: true } });
    await send(link);
    await send(link);
    expect(answers).toEqual([200, 304]);
    const shown = await show(link);
    expect(shown.status).toBe(200);
    expect(Buffer.from(await shown.arrayBuffer())).toEqual(bytes);
    expect(shown.headers.get('content-security-policy')).toBe("sandbox; frame-ancestors 'none'");
    expect(shown.headers.get('x-content-type-options')).toBe('nosniff');
    expect(answers).toHaveLength(2);
  });

  it('is fetched to be shown where nobody looked at it before, from this machine only', async () => {
    const { answers, link, send, show } = await start();
    const elsewhere = 'https://example.invalid/picture.png';
    await send(link);
    await send(elsewhere);
    expect(answers).toEqual([]);
    expect((await show(link)).status).toBe(200);
    expect((await show(elsewhere)).status).toBe(404);
  });

  it('is not fetched for a link that no message has', async () => {
    const { answers, link, show } = await start();
    expect((await show(link)).status).toBe(404);
    expect((await show('')).status).toBe(404);
    expect(answers).toEqual([]);
  });
});
