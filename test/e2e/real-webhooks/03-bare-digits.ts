import { Injectable } from '@nestjs/common';
import { afterEach, describe, expect, it } from '@jest/globals';
import {
  CustomerServiceWindows,
  OnWhatsAppMessage,
  UserAliases,
  WaEvent,
  WhatsAppConsent,
  WhatsAppConversations,
  WhatsAppMediaService,
  WhatsAppMessagesService,
  WhatsAppSequencesService,
  WhatsAppService,
  type InboundMessageEvent,
} from 'nestjs-whatsapp';
import { ourNumber, RealApp, textOf, until, valueOf } from '../../support/webhooks/real-app.js';
import { jpeg } from '../../support/media/sample-files.js';
import type { Platform } from '../../support/webhooks/webhook-app.js';

/** As Meta's own sample bots answer. */
@Injectable()
class Echo {
  constructor(private readonly messages: WhatsAppMessagesService) {}

  @OnWhatsAppMessage('text')
  async on(@WaEvent() { message }: InboundMessageEvent): Promise<void> {
    await this.messages.send({ to: message.from ?? '', text: { body: 'echo' } });
  }
}

const otherNumber = '106540352242923';
const brazilian = '551187654321';

/** Digits without `+` are a user where a webhook has shown them, whichever way the user is named. */
export function bareDigits(platform: Platform): void {
  describe('3: digits without + that are the wa_id of a user', () => {
    let app: RealApp;

    afterEach(() => app.stop());

    const get = <T>(type: abstract new (...args: never[]) => T): T => app.receiver.app.get<T>(type);
    const shown = (waId: string, user: object = {}): Promise<number> =>
      app.change(
        valueOf({
          contacts: [{ wa_id: waId, ...user }],
          messages: [textOf(`wamid.${waId}`, { from: waId, ...user })],
        }),
      );

    it.each([{}, { recipients: { defaultCountry: 'US' } }] as const)(
      'an answer to `from` reaches its user, with or without a user id: %j',
      async (options) => {
        app = await RealApp.start(platform, { ...options, handlers: [Echo] });
        await shown(brazilian);
        await app.change(
          valueOf({
            contacts: [{ wa_id: '447700900021', user_id: 'GB.21' }],
            messages: [textOf('wamid.2', { from: '447700900021', from_user_id: 'GB.21' })],
          }),
        );
        expect(app.failures).toEqual([]);
        expect(app.sent.map(({ to }) => to)).toEqual([`+${brazilian}`, '+447700900021']);
      },
    );

    it('every way to name a user takes them', async () => {
      app = await RealApp.start(platform);
      await shown(brazilian);
      const messages = get(WhatsAppMessagesService);
      await messages.sendText(brazilian, 'by a typed method');
      await messages.to({ to: brazilian }).text('by a composer');
      await messages.send({ to: brazilian, text: { body: 'in Meta’s shape' } });
      await messages.sendRaw({ to: brazilian, type: 'poll', poll: {} });
      await messages.sendTemplate(brazilian, { name: 'hello_world', language: { code: 'en_US' } });
      await messages.sendMarketing({
        to: brazilian,
        template: { name: 'sale', language: { code: 'en_US' } },
      });
      const request = app.transport.request.bind(app.transport);
      app.transport.request = (call) =>
        call.url.includes('/media')
          ? Promise.resolve({ status: 200, headers: {}, body: '{"id":"1234"}' })
          : request(call);
      await get(WhatsAppMediaService).send(brazilian, jpeg);
      const sequence = await get(WhatsAppSequencesService).sequence(brazilian).add('in a sequence').start();
      await until(() => app.sent.length === 8);
      await sequence.cancel();
      expect(new Set(app.sent.map(({ to }) => to))).toEqual(new Set([`+${brazilian}`]));
      expect(app.sent).toHaveLength(8);

      const windows = get(CustomerServiceWindows);
      expect(await windows.find(brazilian)).toMatchObject({ waId: brazilian, phoneNumberId: ourNumber });
      const consent = get(WhatsAppConsent);
      await consent.revoke({ to: brazilian }, { source: 'letter' });
      expect(await consent.status(`+${brazilian}`)).toMatchObject({ optIn: 'revoked' });
      const answer = get(WhatsAppConversations)
        .conversation({ user: brazilian })
        .waitFor({ timeoutMs: 60_000 });
      await until(() => get(WhatsAppConversations).waiting === 1);
      await shown(brazilian);
      await app.change(valueOf({ messages: [textOf('wamid.answer', { from: brazilian })] }));
      expect((await answer).message.id).toBe('wamid.answer');
    });

    it('they are known to the number that the user wrote to, and to no other', async () => {
      app = await RealApp.start(platform, {
        phoneNumberId: undefined,
        accessToken: undefined,
        accounts: {
          default: { phoneNumberId: ourNumber, accessToken: 'token' },
          other: { phoneNumberId: otherNumber, accessToken: 'token' },
        },
      });
      await shown(brazilian);
      const other = get(WhatsAppService).account('other').messages;
      await expect(other.sendText(brazilian, 'hello')).rejects.toThrow(/has no "\+"/);
      await expect(get(CustomerServiceWindows).find(brazilian, { account: 'other' })).rejects.toThrow(
        /remembered/,
      );
      await app.change(valueOf({ messages: [textOf('wamid.3', { from: brazilian })] }, otherNumber));
      await other.sendText(brazilian, 'hello');
      expect(app.sent).toMatchObject([{ to: `+${brazilian}` }]);
    });

    it('no other spelling and nobody else is taken, and nothing goes out', async () => {
      app = await RealApp.start(platform);
      await shown(brazilian);
      const messages = get(WhatsAppMessagesService);
      for (const to of ['5511987654321', '55 11 8765 4321', '16505551234', ` ${brazilian}`]) {
        await expect(messages.sendText(to, 'hello')).rejects.toThrow(/has no "\+".*remembered/);
      }
      expect(() => get(WhatsAppConversations).conversation({ user: '0123456789' })).toThrow(/has no "\+"/);
      expect(app.sent).toEqual([]);
    });

    it('calls, statuses, participants of groups and changed numbers show users too', async () => {
      app = await RealApp.start(platform);
      await app.change(
        valueOf({
          calls: [
            {
              id: 'c',
              event: 'connect',
              direction: 'USER_INITIATED',
              from: '16505550001',
              timestamp: '1767225600',
            },
          ],
        }),
        'calls',
      );
      await app.change(
        valueOf({
          statuses: [{ id: 'wamid.s', status: 'sent', recipient_id: '16505550002', timestamp: '1767225600' }],
        }),
      );
      await app.change(valueOf({ messages: [textOf('wamid.g', { from: '16505550003', group_id: 'g' })] }));
      await app.change(
        valueOf({
          messages: [
            {
              ...textOf('wamid.c', { from: '16505550004' }),
              type: 'system',
              system: { type: 'user_changed_number', wa_id: '16505550005' },
            },
          ],
        }),
      );
      for (const last of [1, 2, 3, 4, 5]) {
        await get(WhatsAppMessagesService).sendText(`1650555000${last}`, 'hello');
      }
      expect(app.sent).toHaveLength(5);
    });

    it('nothing goes out where nobody can say whether they are known, and it can be tried again', async () => {
      app = await RealApp.start(platform);
      await shown(brazilian);
      get(UserAliases).knows = () => Promise.reject(new Error('the store is away'));
      await expect(get(WhatsAppMessagesService).sendText(brazilian, 'hello')).rejects.toMatchObject({
        name: 'RequestNotSentError',
        retryable: true,
      });
      await get(WhatsAppMessagesService).sendText('+16505551234', 'hello');
      expect(app.sent).toHaveLength(1);
    });
  });
}
