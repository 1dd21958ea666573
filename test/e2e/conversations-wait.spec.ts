import type { INestApplicationContext } from '@nestjs/common';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Clock, GraphTransport, InboundHandlerRegistry, SystemClock } from 'nestjs-whatsapp/extending';
import {
  WhatsAppWindowsService,
  WaitCancelledError,
  WaitTimeoutError,
  WhatsAppConversationsService,
  WhatsAppMessagesService,
  type InboundMessageEvent,
  type WhatsAppModuleOptions,
  type WhatsAppWebhookOptions,
} from 'nestjs-whatsapp';
import {
  buttonReply,
  FakeClock,
  listReply,
  locationMessage,
  messageStatus,
  reaction,
  textMessage,
  type WebhookUpdate,
} from 'nestjs-whatsapp/testing';
import { WindowStore } from '../../libs/whatsapp/src/conversations/window-store.js';
import { MapServer, MapStorage } from '../../libs/whatsapp/src/storage/spec-support/map-storage.js';
import { RecordingTransport } from '../support/recording-transport.js';
import { deliver } from '../support/webhooks/deliver.js';
import { createContext } from '../support/whatsapp-app.js';

const person = '+16505551234';
const secret = 'app-secret';
const minute = 60_000;

describe('waiting for an answer', () => {
  let context: INestApplicationContext;
  let clock: FakeClock;
  let conversations: WhatsAppConversationsService;
  let handled: string[];

  beforeEach(() => start());

  afterEach(() => context.close());

  async function start(
    webhooks: WhatsAppWebhookOptions = {},
    chosen?: Clock,
    more: Partial<WhatsAppModuleOptions> = {},
  ): Promise<void> {
    await context?.close();
    clock = new FakeClock();
    context = await createContext({
      accounts: {
        default: { phoneNumberId: '106540352242922', accessToken: 'token' },
        support: { phoneNumberId: '2', accessToken: 'token' },
      },
      appSecret: secret,
      webhooks,
      ...more,
      providers: [
        { provide: Clock, useValue: chosen ?? clock },
        { provide: GraphTransport, useValue: new RecordingTransport() },
      ],
    });
    conversations = context.get(WhatsAppConversationsService);
    handled = [];
    onMessage('app.everything', ({ message }) => void handled.push(textIn(message)));
  }

  const receive = (
    updates: WebhookUpdate | readonly WebhookUpdate[],
    phoneNumberId?: string,
  ): Promise<void> => deliver(context, secret, updates, { phoneNumberId });

  function onMessage(id: string, run: (event: InboundMessageEvent) => void | Promise<void>): void {
    context.get(InboundHandlerRegistry).add({
      id,
      matches: ({ kind }) => kind === 'message',
      handle: async (event) => {
        if (event.kind === 'message') await run(event);
        return 'handled';
      },
    });
  }

  const withAna = () => conversations.conversation({ user: person });

  it('resolves with the next message, which the handlers do not see besides', async () => {
    await receive(textMessage('before'));
    const { sleeping } = clock;
    const answer = withAna().waitFor({ type: 'text', timeoutMs: minute });
    await receive(textMessage('42'));
    await receive(textMessage('and another'));
    expect((await answer).message.text.body).toBe('42');
    expect(handled).toEqual(['before', 'and another']);
    expect(conversations.waiting).toBe(0);
    expect(clock.sleeping).toBe(sleeping);
  });

  it('tells kinds of replies and messages apart, and leaves to the handlers what was not asked for', async () => {
    const button = withAna().waitFor({ type: 'button_reply', timeoutMs: minute });
    const row = withAna().waitFor({ type: 'list_reply', timeoutMs: minute });
    const place = withAna().waitFor({ type: ['location', 'contacts'], timeoutMs: minute });
    await receive([
      textMessage('hm'),
      locationMessage(47.1, 8.5),
      listReply('row-1', 'Row one'),
      buttonReply('yes', 'Yes'),
    ]);
    expect((await button).message.interactive.button_reply.id).toBe('yes');
    expect((await row).message.interactive.list_reply.title).toBe('Row one');
    expect((await place).message.type).toBe('location');
    expect(handled).toEqual(['hm']);
  });

  it('asks a test of the caller, and ends with what that throws', async () => {
    const adult = withAna().waitFor({
      type: 'text',
      where: ({ message }) => Number(message.text.body) >= 18,
      timeoutMs: minute,
    });
    await receive(textMessage('12'));
    await receive(textMessage('21'));
    expect((await adult).message.text.body).toBe('21');
    const broken = withAna().waitFor({
      where: () => {
        throw new RangeError('broken test');
      },
      timeoutMs: minute,
    });
    const caught = broken.catch((error: unknown) => error);
    await receive(textMessage('33'));
    expect(await caught).toBeInstanceOf(RangeError);
    expect(handled).toEqual(['12', '33']);
    expect(conversations.waiting).toBe(0);
  });

  it('takes no reaction, status, deletion or system message for an answer, unless it is asked for', async () => {
    const anything = withAna().waitFor({ timeoutMs: minute });
    const emoji = withAna().waitFor({ type: 'reaction', timeoutMs: minute });
    await receive([messageStatus('read'), reaction('wamid.1', '👍'), textMessage('words')]);
    expect((await emoji).message.reaction.emoji).toBe('👍');
    expect(textIn((await anything).message)).toBe('words');
  });

  it('serves the waits of one conversation in the order in which they began, and each conversation on its own', async () => {
    const first = withAna().waitFor({ timeoutMs: minute });
    const second = withAna().waitFor({ timeoutMs: minute });
    const support = conversations
      .conversation({ user: person, account: 'support' })
      .waitFor({ timeoutMs: minute });
    const somebody = conversations.conversation({ user: '+16505550009' }).waitFor({ timeoutMs: minute });
    await settled();
    await receive(textMessage('to support'), '2');
    await receive([textMessage('one'), textMessage('two', { timestamp: 1_767_225_601 })]);
    await receive(textMessage('from another', { user: { waId: '16505550009' } }));
    const texts = await Promise.all([first, second, support, somebody]);
    expect(texts.map(({ message }) => textIn(message))).toEqual(['one', 'two', 'to support', 'from another']);
  });

  it('rejects when the time is over, to the millisecond', async () => {
    const answer = withAna().waitFor({ timeoutMs: minute });
    const caught = answer.catch((error: unknown) => error);
    await settled();
    await clock.advance(minute - 1);
    expect(conversations.waiting).toBe(1);
    await clock.advance(1);
    expect(await caught).toEqual(expect.any(WaitTimeoutError));
    expect(await caught).toMatchObject({ code: 'WHATSAPP_WAIT_TIMEOUT', timeoutMs: minute });
    await receive(textMessage('late'));
    expect(handled).toEqual(['late']);
  });

  it('leaves what comes while it is found out why no answer came to the handlers', async () => {
    await start({}, undefined, { storage: new MapStorage(new MapServer()) });
    let open = (): void => undefined;
    const opened = new Promise<undefined>((resolve) => {
      open = () => resolve(undefined);
    });
    jest.spyOn(context.get(WindowStore), 'find').mockReturnValue(opened);
    const caught = withAna()
      .waitFor({ timeoutMs: minute })
      .catch((error: unknown) => error);
    await settled();
    await clock.advance(minute);
    expect(conversations.waiting).toBe(0);
    await receive(textMessage('just too late'));
    expect(handled).toEqual(['just too late']);
    open();
    expect(await caught).toEqual(expect.any(WaitTimeoutError));
  });

  it('refuses a time that no timer can wait', async () => {
    for (const timeoutMs of [0, -1, 1.5, Number.NaN, 2 ** 31]) {
      await expect(withAna().waitFor({ timeoutMs })).rejects.toThrow(/timeoutMs: expected a whole number/);
    }
  });

  it('ends with its signal', async () => {
    const stop = new AbortController();
    const caught = withAna()
      .waitFor({ timeoutMs: minute, signal: stop.signal })
      .catch((error: unknown) => error);
    await settled();
    stop.abort(new Error('changed my mind'));
    expect(await caught).toMatchObject({ reason: 'signal', cause: stop.signal.reason });
    await expect(withAna().waitFor({ timeoutMs: minute, signal: stop.signal })).rejects.toThrow(
      WaitCancelledError,
    );
    expect(conversations.waiting).toBe(0);
    expect(clock.sleeping).toBe(0);
  });

  it('ends with a word of the user, typed or on a button, and keeps what it said out of logs', async () => {
    for (const update of [textMessage(' Cancel! '), buttonReply('x', 'CANCEL')]) {
      const caught = withAna()
        .waitFor({ type: 'location', timeoutMs: minute, cancelWords: ['cancel', 'stop it'] })
        .catch((error: unknown) => error);
      await settled();
      await receive(textMessage('do not cancel'));
      await receive(update);
      const error = await caught;
      expect(error).toMatchObject({ code: 'WHATSAPP_WAIT_CANCELLED', reason: 'word' });
      expect((error as WaitCancelledError).event?.kind).toBe('message');
      expect(JSON.stringify(error)).not.toMatch(/cancel!/i);
    }
    expect(handled).toEqual(['do not cancel', 'do not cancel']);
  });

  it('matches by either id, and by the user id once the phone is gone from the payloads', async () => {
    await receive(textMessage('hello'));
    const byPhone = withAna().waitFor({ timeoutMs: minute });
    await settled();
    await receive(textMessage('without a phone', { user: { waId: null, userId: 'US.916505551234' } }));
    expect(textIn((await byPhone).message)).toBe('without a phone');
    const byId = conversations.conversation({ user: 'US.916505551234' }).waitFor({ timeoutMs: minute });
    await settled();
    await receive(textMessage('without an id', { user: { userId: null } }));
    expect(textIn((await byId).message)).toBe('without an id');
  });

  it('works in a group: who wrote is asked, or anybody, or one participant', async () => {
    const inGroup = (body: string, waId: string) => textMessage(body, { groupId: 'group-1', user: { waId } });
    let asked: Promise<InboundMessageEvent> | undefined;
    onMessage('app.ask', (event) => {
      asked ??= conversations.conversation(event).waitFor({ timeoutMs: minute });
    });
    await receive(inGroup('I have a question', '16505550001'));
    await receive(inGroup('me too', '16505550002'));
    await receive(textMessage('privately', { user: { waId: '16505550001' } }));
    await receive(inGroup('here it is', '16505550001'));
    expect(textIn((await asked)?.message)).toBe('here it is');

    const group = conversations.conversation({ user: { group: 'group-1' } });
    const anybody = group.waitFor({ timeoutMs: minute });
    const other = group.waitFor({ from: '+16505550002', timeoutMs: minute });
    await settled();
    await receive([inGroup('first', '16505550001')]);
    await receive([inGroup('not me', '16505550001')]);
    await receive([inGroup('but me', '16505550002')]);
    expect(textIn((await anybody).message)).toBe('first');
    expect(textIn((await other).message)).toBe('but me');
  });

  describe('inside a handler', () => {
    it('gets the answer although the handler holds the turn of the conversation', async () => {
      const log: string[] = [];
      onMessage('app.dialogue', async (event) => {
        if (textIn(event.message) !== 'order') return;
        const size = await conversations
          .conversation(event)
          .waitFor({ type: 'button_reply', timeoutMs: minute });
        log.push(size.message.interactive.button_reply.id);
        const where = await conversations
          .conversation(event)
          .waitFor({ type: 'location', timeoutMs: minute });
        log.push(String(where.message.location.latitude));
      });
      const order = receive(textMessage('order'));
      await settled();
      const between = receive(textMessage('are you there?'));
      await receive(buttonReply('large', 'Large'));
      await settled();
      expect(handled).toEqual(['order']);
      await receive(locationMessage(47.1, 8.5));
      await order;
      await between;
      expect(log).toEqual(['large', '47.1']);
      expect(handled).toEqual(['order', 'are you there?']);
    });

    it('does not hold up other conversations, however many wait', async () => {
      await start({ concurrency: 2 });
      const answers: string[] = [];
      onMessage('app.dialogue', async (event) => {
        if (textIn(event.message) !== 'order') return;
        const answer = await conversations.conversation(event).waitFor({ timeoutMs: minute });
        answers.push(textIn(answer.message));
      });
      const from = (index: number) => ({ user: { waId: `1650555${1000 + index}` } });
      const orders = Array.from({ length: 50 }, (_, index) => receive(textMessage('order', from(index))));
      await settled(20);
      expect(conversations.waiting).toBe(50);
      await receive(textMessage('quickly', from(99)));
      await Promise.all(
        Array.from({ length: 50 }, (_, index) => receive(textMessage(`answer ${index}`, from(index)))),
      );
      await Promise.all(orders);
      expect(answers).toHaveLength(50);
      expect(handled).toContain('quickly');
    });

    it('finds the window open when the answer is handed over, however old the last message was', async () => {
      const windows = context.get(WhatsAppWindowsService);
      await receive(textMessage('hello'));
      await clock.advance(24 * 60 * minute);
      expect(await windows.state(person)).toBe('closed');
      const answered = withAna()
        .waitFor({ timeoutMs: minute })
        .then(() => context.get(WhatsAppMessagesService).sendText(person, 'Welcome back'));
      await settled();
      await receive(textMessage('hi', { timestamp: clock.now() / 1000 }));
      await expect(answered).resolves.toHaveProperty('messageId');
    });

    it('ends at shutdown, so that the handler does not hold it up', async () => {
      let ended: unknown;
      onMessage('app.dialogue', async (event) => {
        ended = await conversations
          .conversation(event)
          .waitFor({ timeoutMs: minute })
          .catch((error: unknown) => error);
      });
      const delivered = receive(textMessage('order'));
      await settled();
      await context.close();
      await delivered;
      expect(ended).toMatchObject({ code: 'WHATSAPP_WAIT_CANCELLED', reason: 'shutdown' });
      await expect(withAna().waitFor({ timeoutMs: minute })).rejects.toMatchObject({ reason: 'shutdown' });
    });
  });

  it('does not give the answer to the handlers when Meta delivers it again', async () => {
    const answer = withAna().waitFor({ timeoutMs: minute });
    const update = textMessage('42', { id: 'wamid.answer' });
    await receive(update);
    await answer;
    await receive(update);
    expect(handled).toEqual([]);
  });

  it('leaves nothing behind after 10,000 waits that were answered, cancelled or timed out', async () => {
    await start({}, new SystemClock());
    await receive(textMessage('before'));
    const timers = () => process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length;
    const before = timers();
    const stop = new AbortController();
    const user = (index: number) => ({ waId: `1650${1_000_000 + index}` });
    const waits = Array.from({ length: 10_000 }, (_, index) =>
      conversations
        .conversation({ user: user(index) })
        .waitFor({
          timeoutMs: index % 4 === 0 ? 1 : minute,
          signal: index % 4 === 1 ? stop.signal : undefined,
        })
        .then(
          () => 'answered',
          ({ code }: { code: string }) => code,
        ),
    );
    await settled();
    stop.abort();
    const answered = Array.from({ length: 10_000 }, (_, index) => index).filter((index) => index % 4 > 1);
    for (let index = 0; index < answered.length; index += 1_000) {
      await receive(
        answered.slice(index, index + 1_000).map((other) => textMessage('hi', { user: user(other) })),
      );
    }
    const outcomes = await Promise.all(waits);
    expect(outcomes.filter((outcome) => outcome === 'answered')).toHaveLength(5_000);
    expect(outcomes.filter((outcome) => outcome === 'WHATSAPP_WAIT_CANCELLED')).toHaveLength(2_500);
    expect(outcomes.filter((outcome) => outcome === 'WHATSAPP_WAIT_TIMEOUT')).toHaveLength(2_500);
    expect(conversations.waiting).toBe(0);
    expect(timers()).toBeLessThanOrEqual(before);
  }, 30_000);
});

function textIn(message: InboundMessageEvent['message'] | undefined): string {
  return message?.type === 'text' ? message.text.body : String(message?.type);
}

/** Some turns of the event loop. */
async function settled(turns = 3): Promise<void> {
  for (let turn = 0; turn < turns; turn++) {
    await new Promise((resolve) => {
      setImmediate(resolve);
    });
  }
}
