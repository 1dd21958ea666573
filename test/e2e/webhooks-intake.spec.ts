import { Logger } from '@nestjs/common';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { Clock, InboundHandlerRegistry, WhatsAppStorage } from 'nestjs-whatsapp/extending';
import {
  StorageUnavailableError,
  type DeadLetter,
  type HandlerFailure,
  type InboundEvent,
  type WhatsAppWebhookOptions,
} from 'nestjs-whatsapp';
import { UserDirectory } from '../../libs/whatsapp/src/users/internal.js';
import { InterceptorChain, Semaphore } from '../../libs/whatsapp/src/webhooks/internal.js';
import {
  FakeClock,
  fieldChange,
  inboundMessage,
  messageStatus,
  signWebhook,
  textMessage,
  webhookOf,
  type WebhookUpdate,
} from 'nestjs-whatsapp/testing';
import { appSecret, WebhookApp } from '../support/webhooks/webhook-app.js';

let receiver: WebhookApp;
let clock: FakeClock;

async function start(webhooks: WhatsAppWebhookOptions = {}): Promise<void> {
  clock = new FakeClock();
  receiver = await WebhookApp.start({
    options: { webhooks, providers: [{ provide: Clock, useValue: clock }] },
  });
}

/** Delivers as Meta does, without the detour over HTTP; resolves to the status that is answered. */
async function deliver(...updates: WebhookUpdate[]): Promise<number> {
  const body = Buffer.from(JSON.stringify(webhookOf(updates)));
  try {
    await receiver.webhooks.handle(body, signWebhook(body, appSecret));
    return 200;
  } catch (error) {
    return (error as { getStatus(): number }).getStatus();
  }
}

/** A turn of the event loop: whatever can go on at once has done so. */
const settled = () => new Promise<void>((resolve) => void setImmediate(resolve));

function gate() {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open, opened };
}

const bodyOf = (event: InboundEvent | undefined) =>
  event?.kind === 'message' && event.message.type === 'text' ? event.message.text.body : undefined;

afterEach(async () => {
  jest.restoreAllMocks();
  await receiver.stop();
});

describe('claims', () => {
  it('run each handler once for an event, however often it is delivered', async () => {
    await start();
    const first = receiver.handle('first');
    const second = receiver.handle('second');
    const update = textMessage('hello');
    expect(await deliver(update)).toBe(200);
    expect(await deliver(update, update)).toBe(200);
    expect([first.length, second.length]).toEqual([1, 1]);
  });

  it('are kept for seven days', async () => {
    await start();
    const seen = receiver.handle('test');
    const update = textMessage('hello');
    await deliver(update);
    await clock.advance(7 * 86_400_000 - 1);
    await deliver(update);
    expect(seen).toHaveLength(1);
    await clock.advance(2);
    await deliver(update);
    expect(seen).toHaveLength(2);
  });

  it('tell apart what the same message goes through, and the participants of a group', async () => {
    await start();
    const seen = receiver.handle('test');
    const id = 'wamid.1';
    const inGroup = (participant: string) =>
      messageStatus('read', {
        id,
        extra: { recipient_type: 'group', recipient_id: 'G1', recipient_participant_id: participant },
      });
    const updates = [
      messageStatus('sent', { id }),
      messageStatus('delivered', { id }),
      messageStatus('read', { id }),
      inGroup('1'),
      inGroup('2'),
    ];
    await deliver(...updates);
    await deliver(...updates);
    expect(seen).toHaveLength(5);
  });

  it('do not take two changes of one template for one, nor what happens again later', async () => {
    await start();
    const seen = receiver.handle('test');
    const change = fieldChange('account_review_update', { decision: 'APPROVED' });
    const at = (time: number, businessAccountId: string) => {
      const body = JSON.stringify(webhookOf(change, { time, businessAccountId }));
      return receiver.post(body);
    };
    for (let twice = 0; twice < 2; twice += 1) {
      await at(1, 'A');
      await at(2, 'A');
      await at(1, 'B');
    }
    expect(seen).toHaveLength(3);
  });

  it('share one run between deliveries that come at once', async () => {
    await start();
    const { open, opened } = gate();
    const seen = receiver.handle('test', () => opened);
    const update = textMessage('hello');
    const both = [deliver(update), deliver(update)];
    await settled();
    open();
    expect(await Promise.all(both)).toEqual([200, 200]);
    expect(seen).toHaveLength(1);
  });
});

describe('a handler that fails', () => {
  it('is run again by the next delivery, alone, until it succeeds', async () => {
    await start();
    const attempts: number[] = [];
    const failing = receiver.handle('failing', (event, attempt) => {
      if (bodyOf(event) !== 'bad') return;
      attempts.push(attempt);
      if (attempts.length < 3) throw new Error('no');
    });
    const other = receiver.handle('other');
    const batch = [textMessage('bad'), textMessage('neighbour'), messageStatus('sent')];
    expect([await deliver(...batch), await deliver(...batch), await deliver(...batch)]).toEqual([
      503, 503, 200,
    ]);
    expect(await deliver(...batch)).toBe(200);
    expect(attempts).toEqual([1, 2, 3]);
    expect(failing.filter((event) => bodyOf(event) !== 'bad')).toHaveLength(2);
    expect(other).toHaveLength(3);
  });

  it('of the library is not given up where the storage is away: it has its say when that is back', async () => {
    await start({ maxAttempts: 2 });
    const deadLetters: DeadLetter[] = [];
    receiver.webhooks.deadLetters$.subscribe((letter) => deadLetters.push(letter));
    let isAway = true;
    let kept = 0;
    receiver.app.get(InboundHandlerRegistry).add({
      id: 'nestjs-whatsapp:facts',
      order: -1,
      matches: ({ kind }) => kind === 'status',
      handle: () => {
        if (isAway) return Promise.reject(new StorageUnavailableError('it is away'));
        kept += 1;
        return Promise.resolve('handled');
      },
    });
    const status = messageStatus('sent');
    for (let times = 0; times < 5; times += 1) expect(await deliver(status)).toBe(503);
    isAway = false;
    expect(await deliver(status)).toBe(200);
    expect([kept, deadLetters]).toEqual([1, []]);
  });

  it('is given up after maxAttempts: dead letter and 200', async () => {
    await start({ maxAttempts: 2 });
    const errors: HandlerFailure[] = [];
    const dead: DeadLetter[] = [];
    receiver.webhooks.errors$.subscribe((failure) => errors.push(failure));
    receiver.webhooks.deadLetters$.subscribe((letter) => dead.push(letter));
    const boom = new Error('boom');
    receiver.handle('failing', () => {
      throw boom;
    });
    const update = textMessage('hello');
    expect([await deliver(update), await deliver(update), await deliver(update)]).toEqual([503, 200, 200]);
    expect(errors).toMatchObject([
      { handlerId: 'failing', error: boom, attempt: 1, willRunAgain: true },
      { attempt: 2, willRunAgain: false },
    ]);
    expect(dead).toMatchObject([{ handlerId: 'failing', error: boom, attempts: 2 }]);
    expect(dead[0]?.event.kind).toBe('message');
  });

  it('is logged without what the user wrote, and what the error says', async () => {
    await start();
    const logged = jest.spyOn(Logger.prototype, 'error');
    receiver.handle('App.onText', (event) => {
      throw new TypeError(`cannot handle ${bodyOf(event)}`);
    });
    await deliver(textMessage('my card is 4111'));
    const [line] = logged.mock.calls.map((call) => call.join('\n'));
    expect(line).toMatch(
      /Handler App\.onText failed with TypeError for message of messages \(\S+\), run 1 of 5/,
    );
    expect(line).not.toMatch(/4111|16505551234|Ana/);
  });

  it('is dead-lettered at once where Meta has its 200 already', async () => {
    await start({ acknowledge: 'immediately' });
    const dead: DeadLetter[] = [];
    receiver.webhooks.deadLetters$.subscribe((letter) => dead.push(letter));
    const { open, opened } = gate();
    receiver.handle('failing', async () => {
      await opened;
      throw new Error('no');
    });
    expect(await deliver(textMessage('hello'))).toBe(200);
    expect(dead).toHaveLength(0);
    open();
    await settled();
    expect(dead).toHaveLength(1);
  });
});

describe('the deadline', () => {
  it('answers 503 while the handler goes on, and the redelivery joins it', async () => {
    await start({ deadlineMs: 5000 });
    const { open, opened } = gate();
    const seen = receiver.handle('slow', () => opened);
    const update = textMessage('hello');
    const first = deliver(update);
    await settled();
    await clock.advance(4999);
    const second = deliver(update);
    await clock.advance(1);
    expect(await first).toBe(503);
    open();
    expect(await second).toBe(200);
    expect(await deliver(update)).toBe(200);
    expect(seen).toHaveLength(1);
  });

  it('leaves no timer behind', async () => {
    await start();
    receiver.handle('fast');
    for (let count = 0; count < 20; count += 1) await deliver(textMessage(String(count)));
    // One timer for all of them.
    expect(clock.sleeping).toBeLessThanOrEqual(1);
    await clock.advance(60_000);
    expect(clock.sleeping).toBe(0);
  });
});

describe('more than can be handled', () => {
  it('is not piled up: it is refused until there is room, said once, and taken when Meta delivers it again', async () => {
    await start();
    const warned = jest.spyOn(Logger.prototype, 'warn');
    const { open, opened } = gate();
    const seen = receiver.handle('slow', () => opened);
    const thousand = (name: string) =>
      Array.from({ length: 1000 }, (_, index) => messageStatus('sent', { id: `wamid.${name}.${index}` }));
    const taken = Array.from({ length: 20 }, (_, index) => deliver(...thousand(String(index))));
    await settled();
    expect([await deliver(textMessage('late')), await deliver(textMessage('later'))]).toEqual([503, 503]);
    expect(warned.mock.calls.filter(([line]) => String(line).includes('20000'))).toHaveLength(1);
    open();
    expect(await Promise.all(taken)).toEqual(Array(20).fill(200));
    expect(await deliver(textMessage('late'))).toBe(200);
    expect(seen).toHaveLength(20_001);
  }, 30_000);
});

describe('order', () => {
  it("runs one user's events one at a time, in the order of their timestamps", async () => {
    await start();
    const order: string[] = [];
    let running = 0;
    let most = 0;
    const { open, opened } = gate();
    receiver.handle('test', async (event) => {
      running += 1;
      most = Math.max(most, running);
      order.push(String(bodyOf(event)));
      await opened;
      await settled();
      running -= 1;
    });
    const message = (second: number) => textMessage(String(second), { timestamp: 1_767_225_600 + second });
    const pairs = [
      [0, 7],
      [9, 1],
      [4, 2],
      [8, 3],
      [6, 5],
    ];
    const answers = pairs.map((pair) => deliver(...pair.map((second) => message(second))));
    await settled();
    open();
    expect(await Promise.all(answers)).toEqual([200, 200, 200, 200, 200]);
    expect(order).toEqual(['0', '1', '2', '3', '4', '5', '6', '7', '8', '9']);
    expect(most).toBe(1);
  });

  it('keeps a later status behind a message that is still being shown to the interceptors', async () => {
    await start();
    const { open, opened } = gate();
    receiver.app
      .get(InterceptorChain)
      .add({ id: 'slow', wants: () => true, intercept: () => opened.then(() => false) });
    const order: string[] = [];
    receiver.handle('test', (event) => void order.push(event.kind));
    const first = deliver(
      textMessage('hello', { timestamp: 1 }),
      messageStatus('read', { timestamp: 2 }),
      messageStatus('sent', { timestamp: 3, user: { waId: '4915112345678', userId: 'DE.2' } }),
    );
    await settled();
    const second = deliver(messageStatus('delivered', { timestamp: 3 }));
    await settled();
    expect(order).toEqual(['status']);
    open();
    expect(await Promise.all([first, second])).toEqual([200, 200]);
    expect(order).toEqual(['status', 'message', 'status', 'status']);
  });

  it("offers one user's messages to the hooks one after another, the oldest first", async () => {
    await start();
    const { open, opened } = gate();
    const offered: string[] = [];
    receiver.app.get(InterceptorChain).add({
      id: 'slow',
      wants: () => true,
      intercept: async (event) => {
        if (bodyOf(event) === 'one') await opened;
        offered.push(String(bodyOf(event)));
        return false;
      },
    });
    const another = { waId: '4915112345678', userId: 'DE.2' };
    const answer = deliver(
      textMessage('two', { timestamp: 2 }),
      textMessage('one', { timestamp: 1 }),
      textMessage('elsewhere', { timestamp: 3, user: another }),
    );
    await settled();
    expect(offered).toEqual(['elsewhere']);
    open();
    await answer;
    expect(offered).toEqual(['elsewhere', 'one', 'two']);
  });

  it('runs users side by side, as many as are allowed', async () => {
    await start({ concurrency: 100 });
    let running = 0;
    let most = 0;
    const { open, opened } = gate();
    receiver.handle('test', async () => {
      running += 1;
      most = Math.max(most, running);
      await opened;
      running -= 1;
    });
    const users = Array.from({ length: 120 }, (_, index) =>
      textMessage('hi', { user: { waId: String(16505550000 + index) } }),
    );
    const answer = deliver(...users);
    await settled();
    expect(running).toBe(100);
    open();
    expect(await answer).toBe(200);
    expect(most).toBe(100);
  });

  it('knows a user by either id, once both were seen', async () => {
    await start();
    const conversations = receiver.handle('test');
    const user = { waId: '16505551234', userId: 'US.1' };
    const say = (only: { waId?: string | null; userId?: string | null }) =>
      textMessage('hi', { user: { ...user, ...only } });
    await deliver(say({}));
    await deliver(say({ waId: null }));
    await deliver(say({ userId: null }));
    expect(conversations.map(({ conversation }) => conversation)).toEqual(
      Array(3).fill('106540352242922:US.1'),
    );
  });

  it('joins the lanes of a user who was known by the phone number alone', async () => {
    await start();
    const order: string[] = [];
    const { open, opened } = gate();
    receiver.handle('test', async (event) => {
      order.push(String(bodyOf(event)));
      if (bodyOf(event) === 'one') await opened;
    });
    const waId = '16505551234';
    const answers: Promise<number>[] = [];
    for (const [index, user] of [
      { waId, userId: null },
      { waId, userId: 'US.1' },
      { waId: null, userId: 'US.1' },
    ].entries()) {
      answers.push(deliver(textMessage(['one', 'two', 'three'][index] ?? '', { user, timestamp: index })));
      await settled();
    }
    expect(order).toEqual(['one']);
    open();
    await Promise.all(answers);
    expect(order).toEqual(['one', 'two', 'three']);
  });

  it('lends the slot of a handler that waits for its user', async () => {
    await start({ concurrency: 1 });
    const { open, opened } = gate();
    const order: string[] = [];
    receiver.handle('test', async (event) => {
      order.push(`begin ${bodyOf(event)}`);
      if (bodyOf(event) === 'one') await receiver.app.get(Semaphore).suspend(event, () => opened);
      order.push(`end ${bodyOf(event)}`);
    });
    const first = deliver(textMessage('one', { user: { waId: '1' } }));
    await settled();
    expect(await deliver(textMessage('two', { user: { waId: '2' } }))).toBe(200);
    open();
    expect(await first).toBe(200);
    expect(order).toEqual(['begin one', 'begin two', 'end two', 'end one']);
  });
});

describe('who handles', () => {
  it('is first the library, then the application in order, and a fallback where nobody else does', async () => {
    await start();
    const ran: string[] = [];
    const add = (id: string, traits: object) => receiver.handle(id, () => void ran.push(id), traits);
    const texts = (event: InboundEvent) => bodyOf(event) !== undefined;
    add('second', { order: 2, matches: texts });
    add('first', { order: 1, matches: texts });
    add('fallback', { fallback: true });
    add('library', { order: -10 });
    await deliver(textMessage('hello'));
    expect(ran.splice(0)).toEqual(['library', 'first', 'second']);
    await deliver(inboundMessage('poll', { title: '?' }));
    expect(ran).toEqual(['library', 'fallback']);
  });

  it('may watch a stream of every event, each once', async () => {
    await start();
    const watched: InboundEvent[] = [];
    receiver.webhooks.events$.subscribe((event) => watched.push(event));
    const batch = [textMessage('a'), messageStatus('read'), fieldChange('flows', { event: 'X' })];
    await deliver(...batch);
    await deliver(...batch);
    expect(watched.map(({ kind }) => kind).toSorted()).toEqual(['field', 'message', 'status']);
  });

  it('may be an interceptor, which takes a message out of its queue and away from the application', async () => {
    await start();
    const offered: string[] = [];
    receiver.app.get(InterceptorChain).add({
      id: 'test',
      wants: () => true,
      intercept: (event) => {
        offered.push(String(bodyOf(event)));
        return bodyOf(event) === 'answer';
      },
    });
    const { open, opened } = gate();
    const application = receiver.handle('application', () => opened);
    const library = receiver.handle('library', undefined, { order: -10 });
    const question = textMessage('question');
    const answer = textMessage('answer');
    const asking = deliver(question);
    await settled();
    expect(await deliver(answer)).toBe(200);
    expect(application).toHaveLength(1);
    expect(library).toHaveLength(2);
    open();
    await asking;
    await deliver(question, answer);
    expect(offered).toEqual(['question', 'answer']);
    expect(application).toHaveLength(1);
  });
});

describe('a status', () => {
  it("gives the caller's own value back alone, and the correlation id beside it", async () => {
    await start();
    const seen = receiver.handle('test');
    const values = ['nw1:abc:order 7', 'nw1:abc', 'elsewhere'];
    for (const value of values) {
      await deliver(messageStatus('sent', { extra: { biz_opaque_callback_data: value } }));
    }
    const read = seen.map((event) =>
      event.kind === 'status' ? [event.correlationId, event.status.biz_opaque_callback_data] : [],
    );
    expect(read).toEqual([
      ['abc', 'order 7'],
      ['abc', undefined],
      [undefined, 'elsewhere'],
    ]);
  });
});

describe('what is not as Meta documents it', () => {
  it('reaches the application beside what is, as an event of its field, once', async () => {
    await start();
    const seen = receiver.handle('test');
    const metadata = { display_phone_number: '15550783881', phone_number_id: '106540352242922' };
    const read = {
      id: 'wamid.1',
      from: '16505551234',
      timestamp: '1',
      type: 'text',
      text: { body: 'hello' },
    };
    const value = {
      metadata,
      messages: [read, { hologram: {} }],
      statuses: [{ id: 'wamid.2', status: 'sent' }],
    };
    const body = webhookOf(fieldChange('messages', value));
    for (let twice = 0; twice < 2; twice += 1) expect(await receiver.post(JSON.stringify(body))).toBe(200);
    expect(seen.map(({ kind }) => kind).toSorted()).toEqual(['field', 'message', 'status']);
  });

  it.each([
    ['recipient_participant_id', { recipient_participant_id: { toString: 1, valueOf: 1 } }],
    ['payment', { type: 'payment', payment: { transaction: { id: { toString: 1, valueOf: 1 } } } }],
    ['timestamp', { timestamp: '1e306' }],
  ])('does not hold a delivery up: a strange %s', async (_name, extra) => {
    await start();
    const seen = receiver.handle('test');
    expect(await deliver(messageStatus('read', { extra }), textMessage('hello'))).toBe(200);
    expect(seen.map(({ kind }) => kind).toSorted()).toEqual(['message', 'status']);
    expect(seen.every(({ timestamp }) => !Number.isNaN(new Date(timestamp).getTime()))).toBe(true);
  });

  it('is remembered in little room, however long its ids are', async () => {
    await start();
    const update = jest.spyOn(receiver.app.get(WhatsAppStorage), 'update');
    const learn = jest.spyOn(receiver.app.get(UserDirectory), 'learn');
    const long = 'x'.repeat(100_000);
    const seen = receiver.handle('test');
    const updates = [
      textMessage('a', { id: long }),
      textMessage('b', { user: { waId: long, userId: `US.${long}` } }),
      messageStatus('sent', { id: long }),
      messageStatus(long),
      messageStatus('read', { extra: { recipient_type: 'group', recipient_participant_id: long } }),
    ];
    expect([await deliver(...updates), await deliver(...updates)]).toEqual([200, 200]);
    expect(seen).toHaveLength(5);
    expect(update).toHaveBeenCalled();
    for (const [, key] of update.mock.calls) expect(key.length).toBeLessThan(1000);
    for (const [users] of learn.mock.calls) {
      for (const { userId = '', waId = '' } of users) expect(userId.length + waId.length).toBeLessThan(1000);
    }
  });
});

describe('ids', () => {
  it('lose no digit, and texts are left alone', async () => {
    await start();
    const seen = receiver.handle('test');
    const body = `{"object":"whatsapp_business_account","entry":[{"id":"1","time":9007199254740,"changes":[
      {"field":"message_template_status_update","value":{"event":"APPROVED","message_template_id": 12345678901234567890 ,"other_id":42}},
      {"field":"x","value":{"text":"\\"message_template_id\\":12345678901234567890,","id":":12345678901234567890,"}}]}]}`;
    expect(await receiver.post(body)).toBe(200);
    // Neither belongs to a conversation, so they come in any order.
    expect(seen).toHaveLength(2);
    expect(seen.map((event) => (event.kind === 'field' ? event.value : undefined))).toEqual(
      expect.arrayContaining([
        { event: 'APPROVED', message_template_id: '12345678901234567890', other_id: 42 },
        { text: '"message_template_id":12345678901234567890,', id: ':12345678901234567890,' },
      ]),
    );
    expect(seen.map(({ key }) => key)).toContain(
      'template-status:12345678901234567890:APPROVED:9007199254740',
    );
  });
});

describe('shutdown', () => {
  it('takes nothing more in, and lets what runs come to its end', async () => {
    await start();
    const { open, opened } = gate();
    const seen = receiver.handle('slow', () => opened);
    const running = deliver(textMessage('one'));
    await settled();
    const stopped = receiver.stop();
    await settled();
    expect(await deliver(textMessage('two'))).toBe(503);
    open();
    await stopped;
    expect(await running).toBe(200);
    expect(seen).toHaveLength(1);
  });

  it('does not wait longer than it may, and begins nothing afterwards', async () => {
    await start({ shutdownTimeoutMs: 10_000 });
    const { open, opened } = gate();
    const seen = receiver.handle('stuck', () => opened);
    const user = { waId: '1' };
    const answers = [deliver(textMessage('one', { user })), deliver(textMessage('two', { user }))];
    await settled();
    const stopped = receiver.stop();
    await settled();
    await clock.advance(10_000);
    await stopped;
    expect(await Promise.all(answers)).toEqual([503, 503]);
    open();
    await settled();
    expect(seen).toHaveLength(1);
  });
});
