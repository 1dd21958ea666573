import { afterEach, describe, expect, it } from '@jest/globals';
import { signWebhook, textMessage, webhookOf } from 'nestjs-whatsapp/testing';
import { appSecret, verifyToken, WebhookApp, type Platform } from '../../support/webhooks/webhook-app.js';

export function kindsOfContent(platform: Platform): void {
  describe('16: kinds of content', () => {
    const body = JSON.stringify(webhookOf(textMessage('hello')));
    let receiver: WebhookApp;
    afterEach(() => receiver.stop());

    it.each([
      'application/x-www-form-urlencoded',
      'text/plain',
      'application/json-patch+json',
      'application/vnd.api+json',
      'application/xml',
      'multipart/form-data; boundary=x',
    ])('%s is refused, however it is signed', async (type) => {
      for (const rawBody of [false, true]) {
        receiver = await WebhookApp.start({ platform, rawBody });
        const events = receiver.handle('test');
        expect(await receiver.post(body, { 'content-type': type })).toBe(415);
        expect(await receiver.post(body, { 'content-type': type, 'x-hub-signature-256': '' })).toBe(401);
        expect(events).toHaveLength(0);
        if (!rawBody) await receiver.stop();
      }
    });

    it('JSON is taken with a charset and with a byte order mark', async () => {
      receiver = await WebhookApp.start({ platform });
      const events = receiver.handle('test');
      for (const type of [
        'application/json; charset=utf-8',
        'application/json;charset=UTF-8',
        'Application/JSON',
      ]) {
        expect(await receiver.post(`\uFEFF${body}`, { 'content-type': type })).toBe(200);
      }
      expect(events).toMatchObject([{ kind: 'message', message: { text: { body: 'hello' } } }]);
    });

    it('the answers cannot be taken for anything but text', async () => {
      receiver = await WebhookApp.start({ platform });
      const url = `${receiver.url}/webhooks/whatsapp`;
      const query = `hub.mode=subscribe&hub.verify_token=${verifyToken}&hub.challenge=<script>`;
      const answers = [
        await fetch(`${url}?${query}`),
        await fetch(url),
        await fetch(url, {
          method: 'POST',
          body,
          headers: {
            'content-type': 'application/json',
            'x-hub-signature-256': signWebhook(body, appSecret),
          },
        }),
      ];
      expect(answers.map(({ status }) => status)).toEqual([200, 403, 200]);
      for (const { headers } of answers) {
        expect(headers.get('x-content-type-options')).toBe('nosniff');
        expect(headers.get('content-type')).toBe('text/plain; charset=utf-8');
      }
    });
  });
}
