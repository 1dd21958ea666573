import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { createSimulatorClient, WhatsAppSimulator } from 'whatsapp-simulator';
import { callAsBrowser as call } from '../support/call-as-browser.js';
import { ChatPage } from '../support/chat-page/chat-page.js';
import { launchChromium } from '../support/chat-page/launch-chromium.js';
import { SampleUnderTest } from './sample-under-test.js';

// The first start compiles the whole app: seconds on a machine that has other things to do.
jest.setTimeout(30_000);

const json = { 'content-type': 'application/json' };
const message = JSON.stringify({ to: '+16505551234', type: 'text', text: { body: 'Hello' } });
const form = { 'content-type': 'application/x-www-form-urlencoded' };
const formBody = 'to=%2B16505551234&type=text&text%5Bbody%5D=Hello';

let sample: SampleUnderTest;

beforeAll(async () => {
  sample = await SampleUnderTest.start({ ALLOWED_HOSTS: 'demo.example, [FD00::1]' });
});

afterAll(() => sample.stop());

describe('the sample app, called by the page of somebody else', () => {
  it.each(['/messages', '/v1/messages', '/marketing_messages', '/sequences', '/users/16505551234/opt-in'])(
    'sends nothing for a form posted to %s, and says what to send',
    async (path) => {
      const before = sample.simulator.requestCount;
      const types = [
        form['content-type'],
        'text/plain',
        'text/plain; application/json',
        'multipart/form-data; boundary=x',
      ];
      for (const type of types) {
        const answer = await call(sample.url + path, 'POST', { 'content-type': type }, formBody);
        expect([type, answer.status]).toEqual([type, 415]);
        expect(answer.text).toMatch(/Content-Type header is .*application\/json/);
      }
      expect((await call(sample.url + path, 'POST', {}, message)).status).toBe(415);
      expect(sample.simulator.requestCount).toBe(before);
    },
  );

  it.each(['POST', 'PUT', 'PATCH', 'DELETE'])('refuses a %s that is cross-site', async (method) => {
    const headers = { ...json, 'sec-fetch-site': 'cross-site' };
    const answer = await call(`${sample.url}/messages`, method, headers, message);
    expect(answer).toMatchObject({ status: 403, text: expect.stringContaining('Sec-Fetch-Site') });
    expect(sample.simulator.messages).toEqual([]);
  });

  it.each(['GET /docs', 'GET /docs-json', 'GET /sequences', 'GET /users/16505551234', 'POST /messages'])(
    'refuses %s under a name that is pointed at this machine',
    async (what) => {
      const [method = '', path = ''] = what.split(' ');
      for (const host of [
        'evil.example',
        'evil.example:3000',
        '127.0.0.1.evil.example',
        'localhost.evil.example',
        '0.0.0.0:3000',
        '127.0.0.1@evil.example',
        'evil.demo.example',
      ]) {
        const answer = await call(
          sample.url + path,
          method,
          { ...json, host },
          method === 'POST' ? message : undefined,
        );
        expect([host, answer.status]).toEqual([host, 403]);
        expect(answer.text).toContain('ALLOWED_HOSTS');
      }
    },
  );

  it.each(['localhost', 'LocalHost:3000', '127.0.0.2:80', '[::1]:3000', 'demo.example:443', '[fd00::1]'])(
    'answers under %s',
    async (host) => {
      expect((await call(`${sample.url}/docs`, 'GET', { host })).status).toBe(200);
    },
  );

  it.each(['/docs', '/sequences', '/users/16505551234', '/nothing'])(
    'lets %s be shown in no frame',
    async (path) => {
      const { headers } = await call(sample.url + path, 'GET', {});
      expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
    },
  );

  it("takes Meta's webhooks under any name, by their signature alone", async () => {
    const body = JSON.stringify({ object: 'whatsapp_business_account', entry: [] });
    const headers = {
      ...json,
      host: 'tunnel.example',
      'x-hub-signature-256': sample.signatureOf(body),
    };
    expect((await call(`${sample.url}/webhooks/whatsapp`, 'POST', headers, body)).status).toBe(200);
    const stray = await call(`${sample.url}/webhooks/whatsapp/../../messages`, 'POST', headers, message);
    expect(stray.status).toBe(403);
  });

  it('still takes what its own page and a program send', async () => {
    const own = { 'content-type': 'application/json; charset=utf-8', 'sec-fetch-site': 'same-origin' };
    expect((await call(`${sample.url}/messages`, 'POST', own, message)).status).toBe(200);
    expect((await call(`${sample.url}/sequences/none`, 'DELETE', {})).status).toBe(404);
  });
});

describe('the simulator, called by the page of somebody else', () => {
  it('does nothing for a form, and takes one as Graph does', async () => {
    const { simulator } = sample;
    const action = `${simulator.url}/simulator/people/16505551234/actions`;
    expect((await call(action, 'POST', form, 'action=block')).status).toBe(415);
    const graph = `${simulator.url}/v24.0/${simulator.phoneNumberId}/messages?access_token=${simulator.accessToken}`;
    const bodyOfForm = `messaging_product=whatsapp&to=%2B16505551234&type=text&text=${encodeURIComponent('{"body":"Hi"}')}`;
    const headers = { ...form, host: 'simulator.internal', 'sec-fetch-site': 'cross-site' };
    expect((await call(graph, 'POST', headers, bodyOfForm)).status).toBe(200);
  });
});

describe('the chat page of a simulator that other machines reach', () => {
  it('works by the link with the token, and says without it what to do', async () => {
    const simulator = await WhatsAppSimulator.start({ host: '0.0.0.0' });
    const url = `http://127.0.0.1:${new URL(simulator.url).port}/`;
    const token = simulator.controlToken ?? '';
    const browser = await launchChromium();
    try {
      const client = createSimulatorClient(url, { token });
      const chat = await ChatPage.open(browser, `${url}?token=${token}`, '16505551234');
      const refused: string[] = [];
      chat.page.on('response', (response) => {
        if (response.status() >= 400) refused.push(`${response.status()} ${response.url()}`);
      });
      const picture = chat.page.waitForResponse(/\/simulator\/media\//);
      await client.act('16505551234', {
        action: 'send',
        message: { type: 'image', image: { caption: 'Look' } },
      });
      expect((await picture).status()).toBe(200);
      await chat.write('Hello');
      await chat.bubble('Hello').waitFor();
      await chat.page.reload();
      await chat.page.getByText('Live', { exact: true }).waitFor();
      expect(refused).toEqual([]);
      const page = await browser.newPage();
      await page.goto(url);
      await page.getByText('The control API asks for its token').first().waitFor();
    } finally {
      await browser.close();
      await simulator.stop();
    }
  });
});
