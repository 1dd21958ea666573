import { afterEach, describe, expect, it } from '@jest/globals';
import {
  WhatsAppMediaService,
  WhatsAppMessagesService,
  WhatsAppRepliesService,
  WhatsAppTemplatesService,
  WhatsAppValidationError,
} from 'nestjs-whatsapp';
import type { Platform } from '../../support/webhooks/webhook-app.js';
import { RealApp } from '../../support/webhooks/real-app.js';

const to = '+16505551234';

export function strayIds(platform: Platform): void {
  describe('18: what is no id', () => {
    let app: RealApp;
    afterEach(() => app.stop());

    it.each(['', '.', '..'])(
      '%j is refused wherever an id is asked for, before anything is called',
      async (id) => {
        app = await RealApp.start(platform, { businessAccountId: '102290129340398' });
        const nest = app.receiver.app;
        const media = nest.get(WhatsAppMediaService);
        const templates = nest.get(WhatsAppTemplatesService);
        const messages = nest.get(WhatsAppMessagesService);
        // An empty one is refused by `to` already.
        const reply = async () => nest.get(WhatsAppRepliesService).to({ messageId: id, to });
        const calls: readonly (() => Promise<unknown>)[] = [
          () => media.find(id),
          () => media.download(id),
          () => media.download({ id }),
          () => media.downloadTo('never-written', id),
          () => media.delete(id),
          () => templates.get(id),
          () => templates.edit(id, { category: 'UTILITY' }),
          () => templates.unpause(id),
          () => templates.delete({ name: 'hello_world', id }),
          () => templates.delete({ ids: ['1234', id] }),
          () => messages.markAsRead(id),
          () => messages.send({ to, type: 'image', image: { id } }),
          () => messages.send({ to, type: 'text', text: { body: 'hello' }, context: { message_id: id } }),
          () => messages.send({ to, type: 'reaction', reaction: { message_id: id, emoji: '👍' } }),
          async () => (await reply()).text('hello'),
          async () => (await reply()).react('👍'),
          async () => (await reply()).markAsRead(),
        ];
        for (const call of calls) await expect(call()).rejects.toThrow(WhatsAppValidationError);
        expect(app.transport.requests).toHaveLength(0);
      },
    );
  });
}
