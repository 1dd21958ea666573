import { Injectable } from '@nestjs/common';
import { afterEach, describe, expect, it } from '@jest/globals';
import {
  WhatsAppOptOutError,
  OnWhatsAppMessage,
  WaEvent,
  WhatsAppConsentService,
  WhatsAppMessagesService,
  type InboundMessageEvent,
} from 'nestjs-whatsapp';
import { RealApp, textOf, valueOf } from '../../support/webhooks/real-app.js';
import type { Platform } from '../../support/webhooks/webhook-app.js';

@Injectable()
class Consents {
  constructor(private readonly consent: WhatsAppConsentService) {}

  @OnWhatsAppMessage('text')
  async on(@WaEvent() event: InboundMessageEvent): Promise<void> {
    const { message } = event;
    const said = message.type === 'text' ? message.text.body : '';
    if (said === 'YES') await this.consent.grant(event, { source: 'chat' });
    if (said === 'NO THANKS') await this.consent.revoke(event, { source: 'chat' });
  }
}

const from = '447700900021';
const said = (body: string, second: number): Readonly<Record<string, unknown>> =>
  textOf(`wamid.${body}`, { from, text: { body }, timestamp: String(1_767_225_600 + second) });

/** What a webhook brings happened when Meta says. */
export function consentTimes(platform: Platform): void {
  describe('6: a STOP never loses against an older YES', () => {
    let app: RealApp;

    afterEach(() => app.stop());

    const start = async (keywords: boolean): Promise<void> => {
      app = await RealApp.start(platform, {
        handlers: [Consents],
        consent: { keywords },
        templates: [{ name: 'sale', category: 'marketing' }],
      });
    };
    const sendSale = () =>
      app.receiver.app
        .get(WhatsAppMessagesService)
        .sendTemplate(`+${from}`, { name: 'sale', language: { code: 'en_US' } });

    it.each([
      ['five seconds later', 5],
      ['in the same second', 0],
    ])('delivered late and together, the STOP %s', async (_when, after) => {
      await start(true);
      expect(await app.change(valueOf({ messages: [said('YES', 0), said('STOP', after)] }))).toBe(200);
      await expect(sendSale()).rejects.toThrow(WhatsAppOptOutError);
    });

    it('delivered in the wrong order, and recorded by the application itself', async () => {
      await start(false);
      await app.change(valueOf({ messages: [said('NO THANKS', 5)] }));
      await app.change(valueOf({ messages: [said('YES', 0)] }));
      await expect(sendSale()).rejects.toThrow(WhatsAppOptOutError);
      expect(app.sent).toEqual([]);
    });

    it('a YES that is younger lifts it', async () => {
      await start(true);
      await app.change(valueOf({ messages: [said('YES', 1), said('STOP', 0)] }));
      await sendSale();
      expect(app.sent).toMatchObject([{ to: `+${from}` }]);
    });
  });
}
