import { request, type IncomingHttpHeaders } from 'node:http';
import { afterEach, describe, expect, it } from '@jest/globals';
import { createSimulatorClient } from '../../control/client/index.js';
import type { WhatsAppSimulatorOptions } from '../../simulator-options.js';
import { WhatsAppSimulator } from '../../whatsapp-simulator.js';

const ANA = '16505551234';
const JSON_TYPE = { 'content-type': 'application/json' };
const BLOCK = JSON.stringify({ action: 'block' });

let simulator: WhatsAppSimulator;

afterEach(() => simulator.stop());

async function start(options: WhatsAppSimulatorOptions = {}): Promise<void> {
  simulator = await WhatsAppSimulator.start(options);
}

interface Answer {
  readonly status: number | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/** Calls as a browser may be made to call: `fetch` lets nobody set `Host` or `Sec-Fetch-Site`. Only this machine is asked. */
function call(
  path: string,
  method = 'GET',
  headers: Record<string, string> = {},
  body?: string,
): Promise<Answer> {
  const { port } = new URL(simulator.url);
  return new Promise((resolve, reject) => {
    const outgoing = request({ host: '127.0.0.1', port, path, method, headers }, (response) => {
      const { statusCode: status, headers: answered } = response;
      if (answered['content-type']?.startsWith('text/event-stream')) {
        resolve({ status, headers: answered, text: '' });
        response.destroy();
        return;
      }
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      response.on('end', () => resolve({ status, headers: answered, text }));
    });
    outgoing.on('error', reject).end(body);
  });
}

describe('the control API, called by a page', () => {
  it.each([
    'application/x-www-form-urlencoded',
    'text/plain',
    'text/plain; application/json',
    'multipart/form-data; boundary=x',
  ])('takes JSON alone, not %s', async (type) => {
    await start();
    const answer = await call(`/simulator/people/${ANA}/actions`, 'POST', { 'content-type': type }, BLOCK);
    expect(answer).toMatchObject({
      status: 415,
      text: expect.stringContaining('Content-Type: application/json'),
    });
    // Encoded or with a slash at the end it is the same route.
    for (const path of [`/%73imulator/people/${ANA}/actions`, `/simulator/people/${ANA}/actions/`]) {
      expect((await call(path, 'POST', { 'content-type': type }, BLOCK)).status).toBe(415);
    }
    expect((await call('/simulator/faults', 'POST', {}, '{"kind":"error"}')).status).toBe(415);
    expect(simulator.control.faults()).toEqual([]);
  });

  it('changes nothing for another site, with or without a body', async () => {
    await start();
    const headers = { ...JSON_TYPE, 'sec-fetch-site': 'cross-site' };
    const answers = [
      await call('/simulator/faults', 'POST', headers, '{"kind":"error"}'),
      await call('/simulator/webhooks/1/redeliver', 'POST', { 'sec-fetch-site': 'cross-site' }),
      await call(`/simulator/people/${ANA}`, 'DELETE', { 'sec-fetch-site': 'cross-site' }),
    ];
    for (const answer of answers) {
      expect(answer).toMatchObject({
        status: 403,
        text: expect.stringContaining('Sec-Fetch-Site: cross-site'),
      });
    }
    expect(simulator.control.people()).toHaveLength(1);
    expect((await call('/simulator/people', 'GET', { 'sec-fetch-site': 'cross-site' })).status).toBe(200);
    const own = { ...JSON_TYPE, 'sec-fetch-site': 'same-origin' };
    expect((await call('/simulator/faults', 'POST', own, '{"kind":"error"}')).status).toBe(200);
  });

  it.each([
    '/',
    '/page/any.js',
    '/simulator/state',
    '/simulator/events',
    '/simulator/docs',
    '/simulator/samples/image.png',
  ])('answers %s under names of this machine only', async (path) => {
    await start({ allowedHosts: ['Devbox.example', 'fd00::1'] });
    for (const host of [
      'evil.example',
      'evil.example:80',
      '127.0.0.1.evil.example',
      '0.0.0.0',
      '192.168.1.5',
      'x.devbox.example',
    ]) {
      const answer = await call(path, 'GET', { host });
      expect([host, answer.status, answer.text]).toEqual([
        host,
        403,
        expect.stringContaining('--allow-host'),
      ]);
    }
    for (const host of [
      'localhost:1',
      'LOCALHOST',
      '127.9.9.9',
      '[::1]:80',
      'devbox.example:8080',
      '[FD00::1]:1',
    ]) {
      expect([host, (await call(path, 'GET', { host })).status]).not.toEqual([host, 403]);
    }
  });

  it('leaves calls of Graph alone, which have a token', async () => {
    await start();
    const headers = { host: 'simulator.internal', 'sec-fetch-site': 'cross-site' };
    const path = `/v24.0/${simulator.phoneNumberId}?access_token=${simulator.accessToken}`;
    expect((await call(path, 'GET', headers)).status).toBe(200);
  });

  it.each([
    '/',
    '/page/none.js',
    '/simulator/state',
    '/simulator/people/nobody',
    '/simulator/events',
    '/simulator/docs',
    '/simulator/media/1',
  ])('lets %s be shown in no frame', async (path) => {
    await start();
    expect((await call(path)).headers['content-security-policy']).toContain("frame-ancestors 'none'");
  });
});

describe('where other machines reach the simulator', () => {
  it('the control API asks for the token, which header and address can carry', async () => {
    await start({ host: '0.0.0.0' });
    const token = simulator.controlToken ?? '';
    expect(token.length).toBeGreaterThan(20);
    for (const path of [
      '/simulator/state',
      '/simulator/events',
      '/simulator/docs',
      '/simulator/openapi.json',
      `/simulator/state?token=${token}x`,
    ]) {
      const answer = await call(path);
      expect(answer).toMatchObject({ status: 401, text: expect.stringContaining('Authorization: Bearer') });
      expect(answer.headers['www-authenticate']).toBe('Bearer');
    }
    expect((await call('/simulator/state', 'GET', { authorization: 'Bearer wrong' })).status).toBe(401);
    expect((await call('/simulator/faults', 'POST', JSON_TYPE, '{"kind":"error"}')).status).toBe(401);
    expect((await call('/simulator/state', 'GET', { authorization: `Bearer ${token}` })).status).toBe(200);
    expect((await call(`/simulator/events?token=${token}`)).status).toBe(200);
    expect((await call(`/simulator/docs?token=${token}`)).text).toContain(`openapi.json?token=${token}`);
    // What everybody has anyway.
    expect((await call('/simulator/samples/image.png')).status).toBe(200);
  });

  it('a client with the token does all, events and files included', async () => {
    await start({ host: '0.0.0.0', controlToken: 'a-token-for-a-container' });
    const url = `http://127.0.0.1:${new URL(simulator.url).port}`;
    const client = createSimulatorClient(url, { token: simulator.controlToken });
    await client.act(ANA, { action: 'send', message: { type: 'image', image: {} } });
    const [message] = await client.messages(ANA);
    const content = message?.content as { id: string };
    expect((await fetch(client.mediaUrl(content.id))).status).toBe(200);
    expect(client.linkedMediaUrl('https://a.example/b?c=d')).toBe(
      `${url}/simulator/linked-media?link=https%3A%2F%2Fa.example%2Fb%3Fc%3Dd&token=a-token-for-a-container`,
    );
    for await (const event of client.events()) {
      expect(event.type).toBe('hello');
      break;
    }
    await expect(createSimulatorClient(url).state()).rejects.toMatchObject({ status: 401 });
  });

  it.each(['127.0.0.1', '127.0.0.2', 'localhost'])(
    'is not the case at %s: no token is asked for',
    async (host) => {
      await start({ host });
      expect(simulator.controlToken).toBeUndefined();
      await expect(createSimulatorClient(simulator.url).state()).resolves.toBeDefined();
    },
  );

  it.each([
    [{ allowedHosts: ['http://devbox'] }, 'An allowed host must be a name or an address alone'],
    [{ allowedHosts: ['devbox:80'] }, 'got "devbox:80"'],
    [{ allowedHosts: [''] }, 'got ""'],
    [{ controlToken: 'short' }, 'controlToken must have at least 16 characters'],
  ])('%j is refused at start', async (options, message) => {
    await start();
    await expect(WhatsAppSimulator.start(options)).rejects.toThrow(message);
  });
});
