import { Logger, type INestApplicationContext } from '@nestjs/common';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { WhatsAppMediaService } from 'nestjs-whatsapp';
import { WhatsAppSimulator } from 'whatsapp-simulator';
import {
  aac,
  amr,
  container,
  jpeg,
  mp3,
  office,
  ogg,
  pdf,
  png,
  text,
  webp,
} from '../support/media/sample-files.js';
import { createContext, optionsFor } from '../support/whatsapp-app.js';

const person = '+16505551234';
const DAY = 24 * 60 * 60 * 1000;

let simulator: WhatsAppSimulator;
let context: INestApplicationContext;
let media: WhatsAppMediaService;

beforeAll(async () => {
  Logger.overrideLogger(false);
  simulator = await WhatsAppSimulator.start({ rules: { media: true } });
  context = await createContext(optionsFor(simulator, { throughput: { enforce: false } }));
  media = context.get(WhatsAppMediaService);
});

afterAll(async () => {
  Logger.overrideLogger(['log', 'warn', 'error']);
  await context.close();
  await simulator.stop();
});

async function bytesOf(
  target: Parameters<WhatsAppMediaService['download']>[0],
  range?: { start: number; end: number },
) {
  const { stream } = await media.download(target, { range });
  return Buffer.concat((await stream.toArray()) as Buffer[]);
}

describe('media, with the simulator on the other side', () => {
  it.each([
    ['a JPEG', jpeg],
    ['a PNG', png()],
    ['a sticker', webp()],
    ['AAC', aac],
    ['AMR', amr],
    ['MP3', mp3],
    ['M4A', container('M4A ')],
    ['OGG', ogg()],
    ['MP4', container('isom')],
    ['3GPP', container('3gp4')],
    ['a PDF', pdf],
    ['text', text],
    ['a spreadsheet', office('spreadsheetml.sheet')],
  ])('goes up, is sent and comes back as it was: %s', async (_name, bytes) => {
    const { id, kind, mimeType } = await media.upload(bytes);
    await expect(media.find(id)).resolves.toMatchObject({
      id,
      mime_type: mimeType,
      file_size: String(bytes.length),
    });
    expect(await bytesOf(id)).toEqual(bytes);
    expect(await bytesOf(id, { start: 2, end: 4 })).toEqual(bytes.subarray(2, 5));
    await media.send(person, bytes);
    expect(simulator.messages.at(-1)?.body).toMatchObject({ type: kind, [kind]: { id } });
  });

  it('is fetched by a new address where the old one is gone after 5 minutes', async () => {
    const { id } = await media.upload(pdf);
    const info = await media.find(id);
    await simulator.advance(5 * 60 * 1000 + 1000);
    expect(await bytesOf(info)).toEqual(pdf);
  });

  it('is uploaded again for the next send where Meta has forgotten it after 30 days', async () => {
    const { id } = await media.upload(pdf);
    await simulator.advance(31 * DAY);
    // The app's own clock has not moved: it still takes the id for good.
    await expect(media.send(person, pdf)).rejects.toMatchObject({ graphCode: 131009 });
    await media.send(person, pdf);
    expect(simulator.messages.at(-1)?.body).toMatchObject({
      document: { id: expect.not.stringContaining(id) },
    });
    await simulator.advance(31 * DAY);
    await expect(media.send(person, pdf, { resend: true })).resolves.toHaveProperty('messageId');
  });

  it.each([
    ['the app that the token was made for', undefined],
    ['the app of the options', () => simulator.appId],
  ])('goes up for a handle, and goes on where an answer was lost: %s', async (_name, appId) => {
    const app = await createContext(
      optionsFor(simulator, { appId: appId?.(), retry: { maxAttempts: 2, baseDelayMs: 1 } }),
    );
    const uploads = app.get(WhatsAppMediaService);
    const { handle } = await uploads.uploadHandle(pdf);
    expect(handle).toEqual(expect.any(String));
    // The second call carries the bytes.
    simulator.addFault({ kind: 'reset_after', endpoint: 'any', every: 2, count: 1 });
    await expect(uploads.uploadHandle(jpeg)).resolves.toMatchObject({ kind: 'image' });
    await app.close();
  });

  it('is gone when it was deleted', async () => {
    const { id } = await media.upload(jpeg, { reuse: false });
    await media.delete(id);
    await expect(media.find(id)).rejects.toMatchObject({ graphCode: 100 });
    expect((await media.upload(jpeg)).reused).toBe(false);
  });
});
