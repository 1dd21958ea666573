import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { signWebhook } from 'nestjs-whatsapp/testing';
import { createSimulatorClient, WhatsAppSimulator } from 'whatsapp-simulator';
import { callAsBrowser } from '../../support/call-as-browser.js';
import { RealApp } from '../../support/webhooks/real-app.js';
import { appSecret, type Platform } from '../../support/webhooks/webhook-app.js';

const user = '16505551234';
const send = { action: 'send', message: { type: 'text', text: { body: 'hello' } } } as const;

/** The tools by themselves, with every route, name and header, are the affair of `developer-tools.spec.ts` and of the simulator's specs. */
export function developerTools(platform: Platform): void {
  describe('19: the page of somebody else, and an application that the simulator writes to', () => {
    let app: RealApp;
    let simulator: WhatsAppSimulator;

    beforeEach(async () => {
      app = await RealApp.start(platform);
      const webhookUrl = `${app.receiver.url}/webhooks/whatsapp`;
      simulator = await WhatsAppSimulator.start({ webhookUrl, appSecret });
    });
    afterEach(() => Promise.all([app.stop(), simulator.stop()]));

    it('makes no user write, by whatever a browser lets it send', async () => {
      const actions = `${simulator.url}/simulator/people/${user}/actions`;
      const json = { 'content-type': 'application/json' };
      const body = JSON.stringify(send);
      for (const [status, headers] of [
        [415, { 'content-type': 'application/x-www-form-urlencoded' }],
        [415, { 'content-type': 'text/plain' }],
        [415, {}],
        [403, { ...json, 'sec-fetch-site': 'cross-site' }],
        [403, { ...json, host: 'evil.example' }],
      ] as const) {
        const answer = await callAsBrowser(actions, 'POST', headers, body);
        expect([headers, answer.status]).toEqual([headers, status]);
        expect(answer.headers['content-security-policy']).toBe("frame-ancestors 'none'");
      }
      expect(app.events).toEqual([]);
      await createSimulatorClient(simulator.url).act(user, send);
      expect(app.events).toMatchObject([{ kind: 'message', message: { text: { body: 'hello' } } }]);
    });

    it('reaches no handler at the webhook path either, which any name may call and only a signature opens', async () => {
      const path = `${app.receiver.url}/webhooks/whatsapp`;
      const body = JSON.stringify({
        object: 'whatsapp_business_account',
        entry: [{ id: '1', changes: [{ field: 'x', value: {} }] }],
      });
      const page = {
        'content-type': 'application/json',
        'sec-fetch-site': 'cross-site',
        host: 'tunnel.example',
      };
      expect((await callAsBrowser(path, 'POST', page, body)).status).toBe(401);
      expect(app.events).toEqual([]);
      const signed = { ...page, 'x-hub-signature-256': signWebhook(body, appSecret) };
      expect((await callAsBrowser(path, 'POST', signed, body)).status).toBe(200);
      expect(app.events).toHaveLength(1);
    });
  });
}
