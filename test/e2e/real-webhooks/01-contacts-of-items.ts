import { Injectable } from '@nestjs/common';
import { afterEach, describe, expect, it } from '@jest/globals';
import { OnWhatsAppMessage, ReplyComposer, WaReply, WhatsAppConversationsService } from 'nestjs-whatsapp';
import { UserDirectory } from '../../../libs/whatsapp/src/users/internal.js';
import { ourNumber, RealApp, textOf, until, valueOf } from '../../support/webhooks/real-app.js';
import type { Platform } from '../../support/webhooks/webhook-app.js';

@Injectable()
export class Thanks {
  @OnWhatsAppMessage('text')
  async on(@WaReply() reply: ReplyComposer): Promise<void> {
    await reply.text('thanks');
  }
}

const stranger = { wa_id: '447700900021', user_id: 'GB.21' };

/** Contacts and items are matched by their ids alone. */
export function contactsOfItems(platform: Platform): void {
  describe('1: whom a contact belongs to', () => {
    let app: RealApp;

    afterEach(() => app.stop());

    const answered = async (contacts: readonly object[], ...messages: readonly object[]) => {
      app = await RealApp.start(platform, { handlers: [Thanks] });
      const texts = messages.map((message, index) => textOf(`wamid.${index}`, { ...message }));
      await app.change(valueOf({ contacts, messages: texts }));
      return app.sent.map(({ to, recipient }) => to ?? recipient);
    };

    it.each([
      [
        'equal user ids decide',
        [{ ...stranger, user_id: 'GB.23' }],
        { from_user_id: 'GB.23' },
        '+447700900021',
      ],
      [
        'equal user ids decide although the phones differ',
        [stranger],
        { from: '447700900099', from_user_id: 'GB.21' },
        '+447700900099',
      ],
      ['a contact with another user id is somebody else', [stranger], { from_user_id: 'GB.23' }, 'GB.23'],
      [
        'a contact with another user id is somebody else although the phone is the same',
        [stranger],
        { from: '447700900021', from_user_id: 'GB.23' },
        '+447700900021',
      ],
      [
        'a contact with another phone is somebody else',
        [{ wa_id: '447700900021' }],
        { from: '447700900022' },
        '+447700900022',
      ],
      [
        'two spellings of a phone are one',
        [{ wa_id: '5511987654321' }],
        { from: '551187654321' },
        '+551187654321',
      ],
      [
        'an only contact of an only item completes it',
        [{ wa_id: '447700900021' }],
        { from_user_id: 'GB.23' },
        '+447700900021',
      ],
    ])('%s', async (_what, contacts, message, expected) => {
      expect(await answered(contacts, message)).toEqual([expected]);
      const known = await phoneOf(app, 'GB.23');
      // Only what nothing contradicts is learned.
      expect(known).toBe(expected === '+447700900021' && !('from' in message) ? '447700900021' : undefined);
    });

    it('an only contact that shares no kind of id with two items is neither’s', async () => {
      const sent = await answered(
        [{ wa_id: '447700900021' }],
        { from_user_id: 'GB.23' },
        { from_user_id: 'GB.24' },
      );
      expect(sent).toEqual(['GB.23', 'GB.24']);
    });

    it('a contact is not put on one of two statuses, calls or messages that it does not name', async () => {
      app = await RealApp.start(platform);
      const of = (id: string, recipient_user_id: string) => ({
        id,
        status: 'delivered',
        recipient_user_id,
        timestamp: '1767225600',
      });
      await app.change(
        valueOf({
          contacts: [{ wa_id: '447700900021' }],
          statuses: [of('wamid.a', 'GB.23'), of('wamid.b', 'GB.24')],
        }),
      );
      await app.change(
        valueOf({ contacts: [stranger], statuses: [of('wamid.c', 'GB.21'), of('wamid.d', 'GB.25')] }),
      );
      const known = await Promise.all(
        ['GB.21', 'GB.23', 'GB.24', 'GB.25'].map((userId) => phoneOf(app, userId)),
      );
      expect(known).toEqual(['447700900021', undefined, undefined, undefined]);
    });

    it('what stands beside the items counts too, whatever it is', async () => {
      const sent: unknown[] = [];
      for (const beside of [{ poll: { question: 'when?' } }, { polls: [{}] }]) {
        app = await RealApp.start(platform, { handlers: [Thanks] });
        const messages = [textOf('wamid.1', { from_user_id: 'GB.23' })];
        await app.change(valueOf({ contacts: [{ wa_id: '447700900021' }], messages, ...beside }));
        sent.push(...app.sent.map(({ to, recipient }) => to ?? recipient));
        await app.stop();
      }
      app = await RealApp.start(platform);
      const threads = [
        { id: '447700900021', messages: [] },
        { user_id: 'GB.9', messages: [] },
      ];
      await app.change(valueOf({ contacts: [{ user_id: 'GB.21' }], history: [{ threads }] }), 'history');
      expect(sent).toEqual(['GB.23', 'GB.23']);
      expect(await phoneOf(app, 'GB.21')).toBeUndefined();
    });

    it('a number that has passed to somebody else answers no question to them in the name of who had it', async () => {
      app = await RealApp.start(platform);
      const conversations = app.receiver.app.get(WhatsAppConversationsService);
      const from = '447700900021';
      for (const from_user_id of ['GB.21', 'GB.23']) {
        await app.change(valueOf({ messages: [textOf(`wamid.${from_user_id}`, { from, from_user_id })] }));
      }
      const answer = conversations.conversation({ user: `+${from}` }).waitFor({ timeoutMs: 60_000 });
      await until(() => conversations.waiting === 1);
      await app.change(valueOf({ messages: [textOf('wamid.former', { from_user_id: 'GB.21' })] }));
      await app.change(valueOf({ messages: [textOf('wamid.present', { from_user_id: 'GB.23' })] }));
      expect((await answer).message.id).toBe('wamid.present');
    });

    it('a participant of a group is not taken for the only contact', async () => {
      app = await RealApp.start(platform);
      await app.change(
        valueOf({
          contacts: [stranger],
          statuses: [
            {
              id: 'wamid.g',
              status: 'delivered',
              recipient_type: 'group',
              recipient_id: 'Z3JvdXA',
              recipient_participant_user_id: 'GB.23',
              timestamp: '1767225600',
            },
          ],
        }),
      );
      expect(await phoneOf(app, 'GB.23')).toBeUndefined();
      expect(app.events).toMatchObject([{ kind: 'status', conversation: `${ourNumber}:group:Z3JvdXA` }]);
    });
  });
}

/** The phone number that a user is known with. */
async function phoneOf(app: RealApp, userId: string): Promise<string | undefined> {
  const person = await app.receiver.app.get(UserDirectory).identify({ phoneNumberId: ourNumber, userId });
  return person.waId;
}
