import { Logger } from '@nestjs/common';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { SendOutcomeUnknownError } from '../errors/index.js';
import {
  TemplateDefinitions,
  type PendingSend,
  type SendResult,
  type TemplateTraits,
} from '../messages/index.js';
import { FakeClock } from '../testing/fake-clock.js';
import { UserDataSources } from '../users/internal.js';
import { InboundHandlerRegistry, type MessageStatus, type MessageStatusEvent } from '../webhooks/index.js';
import type { DeliveryChange } from './delivery-change.js';
import { MemoryStorage } from '../storage/index.js';
import { ChangeFeeds } from './change-feeds.js';
import { WhatsAppDeliveryService } from './whatsapp-delivery.service.js';
import type { DeliveryRecord } from './records/delivery-record.js';
import { DeliveryStore, type DeliveryIds, type StoredChange } from './records/delivery-store.js';
import { MessageLifetime } from './records/message-lifetime.js';

const start = Date.UTC(2026, 0, 1);
const delivery = {
  track: true,
  keepDays: 31,
  dropBufferMs: 60_000,
  unresolvedAfterMs: 3_600_000,
};

class Definitions extends TemplateDefinitions {
  find(name: string): Promise<TemplateTraits | undefined> {
    if (name === 'away') return Promise.reject(new Error('the database is away'));
    return Promise.resolve(name === 'code' ? { category: 'authentication', ttlSeconds: 600 } : undefined);
  }
}

/** What time it is a test says, also earlier than before. */
class SetClock extends FakeClock {
  time = start;

  override now(): number {
    return this.time;
  }
}

/** Answers late, as a store elsewhere does, and each change sooner than the one before. */
class SlowStore extends DeliveryStore {
  #turns = 9;

  override async update(...change: Parameters<DeliveryStore['update']>): Promise<StoredChange> {
    const changed = await super.update(...change);
    this.#turns -= 1;
    for (let turn = this.#turns; turn > 0; turn -= 1) await nextTurn();
    return changed;
  }

  override async get(ids: DeliveryIds): Promise<DeliveryRecord | undefined> {
    await nextTurn();
    return super.get(ids);
  }
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}

/** A tracker alone: what the pipeline and the webhooks tell it, a test says. */
function trackerUnderTest(Store: typeof DeliveryStore = DeliveryStore) {
  const clock = new SetClock();
  const handlers = new InboundHandlerRegistry();
  const store = new Store(new MemoryStorage(clock, { maxRecords: 10 }), { delivery });
  const tracker = new WhatsAppDeliveryService(
    store,
    new MessageLifetime(new Definitions()),
    clock,
    handlers,
    new UserDataSources(),
    {
      delivery,
      messages: { callbackData: 'correlated' },
    },
  );
  tracker.onModuleInit();
  const changes: DeliveryChange[] = [];
  tracker.changes$.subscribe((change) => changes.push(change));
  const take = async (event: MessageStatusEvent): Promise<void> => {
    for (const handler of handlers.matching(event)) await handler.handle(event, 1);
  };
  return { clock, tracker, changes, take };
}

/** One thing that is told of a message; `at` in milliseconds after the start, by this machine's clock or by Meta's. */
type Fact =
  | { readonly kind: 'accepted' | 'unknown'; readonly at: number }
  | { readonly kind: 'status'; readonly name: string; readonly at: number; readonly code?: number };

/** What the tracker knows at the end, and the states that it told, where these things are told of message `id` in this order. */
async function outcomeOf(
  facts: readonly Fact[],
  id: string,
  template?: string,
): Promise<[unknown, string[]]> {
  const { clock, tracker, changes, take } = trackerUnderTest();
  for (const fact of facts) {
    if (fact.kind === 'status') {
      await take(statusOf(fact, id));
      continue;
    }
    const send = sendOf(id, template);
    clock.time = start + fact.at;
    if (fact.kind === 'accepted') await tracker.onAccepted(send, resultOf(id));
    else
      await tracker.onUnknown(
        send,
        new SendOutcomeUnknownError('reset', { correlationId: send.correlationId }),
      );
  }
  tracker.onApplicationShutdown();
  return [await tracker.getByCorrelationId(`send-${id}`), changes.map(({ state }) => state)];
}

function sendOf(id: string, template?: string): PendingSend {
  const to = '+16505551234';
  return {
    correlationId: `send-${id}`,
    account: { name: 'default', phoneNumberId: '1' },
    endpoint: 'messages',
    type: template === undefined ? 'text' : 'template',
    message:
      template === undefined
        ? { to, type: 'text', text: { body: 'hi' }, biz_opaque_callback_data: 'mine' }
        : {
            to,
            type: 'template',
            template: { name: template, language: { code: 'en' } },
            biz_opaque_callback_data: 'mine',
          },
    recipient: { kind: 'phone', to, key: `phone:${to}` },
    options: {},
  };
}

function resultOf(id: string): SendResult {
  return {
    messageId: `wamid.${id}`,
    correlationId: `send-${id}`,
    waitedMs: 0,
    recipient: { input: '+16505551234', waId: '16505551234' },
    raw: { messaging_product: 'whatsapp', messages: [{ id: `wamid.${id}` }] },
  };
}

function statusOf({ name, at, code }: Extract<Fact, { kind: 'status' }>, id: string): MessageStatusEvent {
  // Meta tells whole seconds.
  const seconds = Math.floor((start + at) / 1000);
  return {
    kind: 'status',
    key: '',
    field: 'messages',
    businessAccountId: '1',
    change: { field: 'messages', value: {} },
    metadata: { display_phone_number: '1', phone_number_id: '1' },
    timestamp: seconds * 1000,
    correlationId: `send-${id}`,
    status: {
      id: `wamid.${id}`,
      status: name,
      timestamp: String(seconds),
      recipient_id: '16505551234',
      recipient_user_id: 'US.1',
      biz_opaque_callback_data: 'mine',
      ...(code !== undefined && { errors: [{ code, title: 'failed' }] }),
    },
  };
}

function* ordersOf<T>(items: readonly T[]): Generator<T[]> {
  if (items.length === 0) yield [];
  for (const [index, item] of items.entries()) {
    for (const rest of ordersOf(items.toSpliced(index, 1))) yield [item, ...rest];
  }
}

const status = (name: string, at: number): Fact => ({ kind: 'status', name, at });

describe('WhatsAppDeliveryService', () => {
  beforeAll(() => Logger.overrideLogger(false));
  afterAll(() => Logger.overrideLogger(['log', 'warn', 'error']));

  it.each([
    ['a text', undefined],
    ['a template that lives ten minutes', 'code'],
  ])(
    'ends in the same record in all 5,040 orders, also where statuses come before the answer: %s',
    async (_name, template) => {
      // Meta's answer is heard late: by its own clock the message was sent before.
      const facts: readonly Fact[] = [
        { kind: 'accepted', at: 900 },
        status('sent', 500),
        status('delivered', 2000),
        status('read', 3000),
        status('delivered', 4000),
        status('read', 5000),
        status('sent', 6000),
      ];
      const [expected] = await outcomeOf(facts, '1', template);
      expect(expected).toMatchObject({
        messageId: 'wamid.1',
        type: template === undefined ? 'text' : 'template',
        callbackData: 'mine',
        recipient: { to: '+16505551234', waId: '16505551234', userId: 'US.1' },
        times: { accepted: start + 900, sent: start, delivered: start + 2000, read: start + 3000 },
      });
      let orders = 0;
      for (const order of ordersOf(facts)) {
        orders += 1;
        const [record, states] = await outcomeOf(order, '1', template);
        expect(record).toEqual(expected);
        // Each state once, and never one behind another.
        expect(states).toEqual(
          ['accepted', 'sent', 'delivered', 'read'].filter((state) => states.includes(state)),
        );
        expect(states.at(-1)).toBe('read');
      }
      expect(orders).toBe(5040);
    },
    60_000,
  );

  it('ends in the same record in any order of anything, failures and unknown outcomes included, however often it is told', async () => {
    const at = fc.integer({ min: 0, max: 5000 });
    const fact: fc.Arbitrary<Fact> = fc.oneof(
      fc.record({
        kind: fc.constant('status' as const),
        name: fc.constantFrom('sent', 'delivered', 'read', 'played', 'deleted'),
        at,
      }),
      fc.record({
        kind: fc.constant('status' as const),
        name: fc.constant('failed'),
        at,
        code: fc.constantFrom(131_026, 131_047, 131_049),
      }),
    );
    const told = fc.tuple(
      fc.record({ kind: fc.constantFrom('accepted' as const, 'unknown' as const), at }),
      fc.array(fact, { maxLength: 8 }),
      fc.constantFrom(undefined, 'code'),
    );
    await fc.assert(
      fc.asyncProperty(
        told.chain(([answer, statuses, template]) =>
          fc.tuple(
            fc.constant([answer, ...statuses]),
            fc.shuffledSubarray([answer, ...statuses, ...statuses], { minLength: 1 + 2 * statuses.length }),
            fc.constant(template),
          ),
        ),
        async ([inOrder, shuffled, template]) => {
          const [expected] = await outcomeOf(inOrder, '1', template);
          const [record, states] = await outcomeOf(shuffled, '1', template);
          expect(record).toEqual(expected);
          expect(new Set(states).size).toBe(states.length);
        },
      ),
      { numRuns: 500 },
    );
  }, 60_000);

  it('keeps a message also where nobody can say how long it lives: 30 days', async () => {
    const [record] = await outcomeOf([{ kind: 'accepted', at: 0 }], '1', 'away');
    expect((record as DeliveryRecord).deadline).toBe(start + 30 * 86_400_000 + 60_000);
  });

  it.each<readonly [string, (status: MessageStatus) => MessageStatus]>([
    [
      'a payment',
      ({ id, timestamp }) => ({ id, timestamp, type: 'payment', status: 'captured', payment: {} }),
    ],
    ['a status that this version does not know', (before) => ({ ...before, status: 'warning' })],
  ])('takes an unknown send for accepted when it hears of it by %s', async (_name, change) => {
    const { tracker, changes, take } = trackerUnderTest();
    const send = sendOf('1');
    await tracker.onUnknown(
      send,
      new SendOutcomeUnknownError('reset', { correlationId: send.correlationId }),
    );
    const event = statusOf({ kind: 'status', name: '', at: 1000 }, '1');
    await take({ ...event, status: change(event.status) });
    expect(changes.map(({ from, state }) => [from, state])).toEqual([
      [undefined, 'unknown'],
      ['unknown', 'accepted'],
    ]);
    await expect(tracker.explain('wamid.1')).resolves.toHaveProperty('state', 'accepted');
    tracker.onApplicationShutdown();
  });

  it('tells the states of a message in order also where the store answers out of order', async () => {
    const { tracker, changes, take } = trackerUnderTest(SlowStore);
    await tracker.onAccepted(sendOf('1'), resultOf('1'));
    await Promise.all([
      take(statusOf({ kind: 'status', name: 'sent', at: 1000 }, '1')),
      take(statusOf({ kind: 'status', name: 'delivered', at: 2000 }, '1')),
    ]);
    expect(changes.map(({ state, from }) => [from, state])).toEqual([
      [undefined, 'accepted'],
      ['accepted', 'sent'],
      ['sent', 'delivered'],
    ]);
    tracker.onApplicationShutdown();
  });

  describe('changesOf', () => {
    /** What a watcher of message `id` is told, and `end` when it completes. */
    function watch(tracker: WhatsAppDeliveryService, id: string): string[] {
      const told: string[] = [];
      tracker
        .changesOf(`wamid.${id}`)
        .subscribe({ next: ({ state }) => told.push(state), complete: () => told.push('end') });
      return told;
    }

    it('begins with the state now, tells each later one once, and ends when nothing more is expected', async () => {
      const { tracker, take } = trackerUnderTest(SlowStore);
      await tracker.onAccepted(sendOf('1'), resultOf('1'));
      const hear = (name: string): Promise<void> => take(statusOf({ kind: 'status', name, at: 1000 }, '1'));
      const sent = hear('sent');
      const told = watch(tracker, '1');
      await Promise.all([sent, hear('delivered'), hear('delivered')]);
      await hear('read');
      await hear('read');
      expect(told).toEqual(['sent', 'delivered', 'read', 'end']);
      const late = watch(tracker, '1');
      await nextTurn();
      await nextTurn();
      expect(late).toEqual(['read', 'end']);
      tracker.onApplicationShutdown();
    });

    it('tells of its own message alone, and at once that nothing is known of another', async () => {
      const { tracker, take } = trackerUnderTest();
      await tracker.onAccepted(sendOf('1'), resultOf('1'));
      await tracker.onAccepted(sendOf('2'), resultOf('2'));
      const first = watch(tracker, '1');
      const stranger = watch(tracker, '3');
      await take(statusOf({ kind: 'status', name: 'sent', at: 1000 }, '2'));
      await take(statusOf({ kind: 'status', name: 'failed', at: 1000 }, '1'));
      expect(first).toEqual(['accepted', 'failed', 'end']);
      expect(stranger).toEqual(['end']);
      tracker.onApplicationShutdown();
    });

    it('ends at the shutdown, as changes$ does, also what is watched later', async () => {
      const { tracker } = trackerUnderTest();
      await tracker.onAccepted(sendOf('1'), resultOf('1'));
      const told = watch(tracker, '1');
      await nextTurn();
      let ended = false;
      tracker.changes$.subscribe({ complete: () => (ended = true) });
      tracker.onApplicationShutdown();
      expect(ended).toBe(true);
      const later = watch(tracker, '1');
      await nextTurn();
      expect([told, later]).toEqual([
        ['accepted', 'end'],
        ['accepted', 'end'],
      ]);
    });

    it('holds nothing for a watcher that has left', () => {
      const feeds = new ChangeFeeds(2);
      let ended = false;
      feeds.of('a').subscribe({ complete: () => (ended = true) });
      for (let id = 0; id < 20; id += 1) feeds.of(`${id}`).subscribe().unsubscribe();
      expect(ended).toBe(false);
      feeds.close();
    });

    it('ends the feed that was begun first where too many are watched', () => {
      const feeds = new ChangeFeeds(2);
      const ended: string[] = [];
      for (const id of ['a', 'b', 'c']) feeds.of(id).subscribe({ complete: () => ended.push(id) });
      expect(ended).toEqual(['a']);
      feeds.close();
      expect(ended).toEqual(['a', 'b', 'c']);
    });
  });
});
