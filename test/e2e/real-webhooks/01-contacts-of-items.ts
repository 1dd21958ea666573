import { Injectable } from '@nestjs/common';
import { afterEach, describe, expect, it } from '@jest/globals';
import { OnWhatsAppMessage, ReplyComposer, WaReply } from 'nestjs-whatsapp';
import { RealApp, textOf, valueOf } from '../../support/webhooks/real-app.js';
import type { Platform } from '../../support/webhooks/webhook-app.js';

@Injectable()
class Thanks {
  @OnWhatsAppMessage('text')
  async on(@WaReply() reply: ReplyComposer): Promise<void> {
    await reply.text('thanks');
  }
}

/** Contacts and items are matched by their ids alone. */
export function contactsOfItems(platform: Platform): void {
  describe('1: whom a contact belongs to', () => {
    let app: RealApp;

    afterEach(() => app.stop());

    it('a reply goes to the user whom the message names', async () => {
      app = await RealApp.start(platform, { handlers: [Thanks] });
      await app.change(
        valueOf({
          contacts: [{ wa_id: '447700900021', user_id: 'GB.23' }],
          messages: [textOf('wamid.1', { from_user_id: 'GB.23' })],
        }),
      );
      expect(app.sent).toMatchObject([{ to: '+447700900021' }]);
    });
  });
}
