import { Injectable } from '@nestjs/common';
import { afterEach, describe, expect, it } from '@jest/globals';
import {
  WhatsAppWindowsService,
  OnWhatsAppMessage,
  WaEvent,
  WhatsAppConsentService,
  WhatsAppConversationsService,
  WhatsAppMediaService,
  WhatsAppMessagesService,
  WhatsAppRepliesService,
  WhatsAppSequencesService,
  WhatsAppService,
  type InboundMessageEvent,
  type WhatsAppMessage,
} from 'nestjs-whatsapp';
import { WhatsAppSendPolicy, type PendingSend, type SendPolicy } from 'nestjs-whatsapp/extending';
import { UserDirectory } from '../../../libs/whatsapp/src/users/internal.js';
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

      const windows = get(WhatsAppWindowsService);
      expect(await windows.find(brazilian)).toMatchObject({ waId: brazilian, phoneNumberId: ourNumber });
      const consent = get(WhatsAppConsentService);
      await consent.revoke({ to: brazilian }, { source: 'letter' });
      expect(await consent.status(`+${brazilian}`)).toMatchObject({ optIn: 'revoked' });
      const answer = get(WhatsAppConversationsService)
        .conversation({ user: brazilian })
        .waitFor({ timeoutMs: 60_000 });
      await until(() => get(WhatsAppConversationsService).waiting === 1);
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
      await expect(get(WhatsAppWindowsService).find(brazilian, { account: 'other' })).rejects.toThrow(
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
      expect(() => get(WhatsAppConversationsService).conversation({ user: '0123456789' })).toThrow(
        /has no "\+"/,
      );
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

    it('a quoting reply and an answer in a group take them, and a forgotten user’s are refused', async () => {
      const person = '16505550009';
      app = await RealApp.start(platform, { storage: { memory: { maxRecords: { links: 2 } } } });
      await shown(brazilian);
      await get(WhatsAppRepliesService).to({ messageId: 'wamid.q', to: brazilian }).text('an answer');
      await get(WhatsAppRepliesService).to({ messageId: 'wamid.q', to: brazilian }).react('👍');
      expect(app.sent).toMatchObject([
        { to: `+${brazilian}`, context: { message_id: 'wamid.q' } },
        { to: `+${brazilian}`, type: 'reaction' },
      ]);

      const group = { group_id: 'Y2FwaV9ncm91cDox' };
      await app.change(valueOf({ messages: [textOf('wamid.g1', { from: person, ...group })] }));
      const conversation = get(WhatsAppConversationsService).conversation({
        user: { group: group.group_id },
      });
      const answer = conversation.waitFor({ timeoutMs: 60_000, from: person });
      await until(() => get(WhatsAppConversationsService).waiting === 1);
      await app.change(valueOf({ messages: [textOf('wamid.g2', { from: brazilian, ...group })] }));
      await app.change(valueOf({ messages: [textOf('wamid.g3', { from: person, ...group })] }));
      expect((await answer).message.id).toBe('wamid.g3');
      await expect(conversation.waitFor({ timeoutMs: 1, from: '16505550008' })).rejects.toThrow(/remembered/);

      for (const last of [1, 2]) await shown(`1650555001${last}`);
      const messages = get(WhatsAppMessagesService);
      await expect(messages.sendText(brazilian, 'hello')).rejects.toThrow(/remembered/);
      await expect(messages.sendText({ group: brazilian }, 'to a group')).resolves.toHaveProperty(
        'messageId',
      );
      expect(app.sent.at(-1)).toMatchObject({ to: brazilian, recipient_type: 'group' });
    });

    it('a policy’s other address is read like the caller’s; the same one is not looked up again', async () => {
      @Injectable()
      @WhatsAppSendPolicy()
      class Redirect implements SendPolicy {
        check({ message, type }: PendingSend): WhatsAppMessage | undefined {
          if (type !== 'text') return undefined;
          const { text } = message as unknown as { readonly text: { readonly body: string } };
          // Forgotten while the message is under way.
          get(UserDirectory).knows = (_number, waId) => Promise.resolve(waId === '447700900021');
          return { to: text.body, text: { body: 'redirected' } };
        }
      }
      app = await RealApp.start(platform, { handlers: [Redirect], recipients: { defaultCountry: 'US' } });
      await shown(brazilian);
      const messages = get(WhatsAppMessagesService);
      const knows = get(UserDirectory).knows.bind(get(UserDirectory));
      await messages.sendText(brazilian, brazilian);
      get(UserDirectory).knows = knows;
      await messages.sendText(brazilian, '447700900021');
      get(UserDirectory).knows = knows;
      await messages.sendText(brazilian, '6505551234');
      get(UserDirectory).knows = knows;
      await expect(messages.sendText(brazilian, '551100000000')).rejects.toThrow(/not a number of US/);
      expect(app.sent.map(({ to }) => to)).toEqual([`+${brazilian}`, '+447700900021', '+16505551234']);
    });

    it('a `from` that is not there names nobody, whichever feature it is given to', async () => {
      app = await RealApp.start(platform);
      for (const nobody of [undefined, null, '', 16505551234] as unknown as string[]) {
        const refused = { name: 'WhatsAppValidationError' };
        const conversations = get(WhatsAppConversationsService);
        expect(() => conversations.conversation({ user: nobody })).toThrow(expect.objectContaining(refused));
        await expect(get(WhatsAppConsentService).grant(nobody, { source: 'chat' })).rejects.toMatchObject(
          refused,
        );
        await expect(get(WhatsAppConsentService).status({ to: nobody })).rejects.toMatchObject(refused);
        await expect(get(WhatsAppWindowsService).find(nobody)).rejects.toMatchObject(refused);
        await expect(get(WhatsAppMessagesService).sendText(nobody, 'hello')).rejects.toMatchObject(refused);
        const sequence = get(WhatsAppSequencesService).sequence(nobody).add('hello').start();
        await expect(sequence).rejects.toMatchObject(refused);
      }
      const conversation = get(WhatsAppConversationsService).conversation({ user: { group: 'g' } });
      const from = null as unknown as string;
      await expect(conversation.waitFor({ timeoutMs: 1, from })).rejects.toThrow(/to/);
    });

    it('an idempotent repeat gives the first outcome, also where the user has been forgotten since', async () => {
      app = await RealApp.start(platform);
      await shown(brazilian);
      const messages = get(WhatsAppMessagesService);
      const first = await messages.sendText(brazilian, 'hello', { idempotencyKey: 'order 7' });
      expect(await messages.sendText(`+${brazilian}`, 'hello', { idempotencyKey: 'order 7' })).toEqual(first);
      get(UserDirectory).knows = () => Promise.resolve(false);
      await expect(messages.sendText(brazilian, 'hello', { idempotencyKey: 'order 7' })).resolves.toEqual(
        first,
      );
      expect(app.sent).toHaveLength(1);
    });

    it('nothing goes out where nobody can say whether they are known, and it can be tried again', async () => {
      app = await RealApp.start(platform);
      await shown(brazilian);
      get(UserDirectory).knows = () => Promise.reject(new Error('the store is away'));
      await expect(get(WhatsAppMessagesService).sendText(brazilian, 'hello')).rejects.toMatchObject({
        name: 'RequestNotSentError',
        retryable: true,
      });
      await get(WhatsAppMessagesService).sendText('+16505551234', 'hello');
      expect(app.sent).toHaveLength(1);
    });
  });
}
