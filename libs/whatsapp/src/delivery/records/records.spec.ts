import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { redact } from '../../observability/index.js';
import { explainDelivery } from '../explain/explain-delivery.js';
import { applyStatus, type DeliveryUpdate } from './apply-status.js';
import type { DeliveryRecord } from './delivery-record.js';
import { deliveryStateOf, isFinal, nextDeadlineOf } from './delivery-state.js';
import { timelineOf } from './delivery-timeline.js';

const start = 1_767_225_600_000;
const ids = { messageId: 'wamid.1', correlationId: 'id-1' };

/** What Meta's answer and its statuses say of one message, each a little different. */
const accepted: DeliveryUpdate = {
  ...ids,
  status: 'accepted',
  at: start + 412,
  account: 'default',
  phoneNumberId: '1',
  recipient: { to: '+16505551234', waId: '16505551234' },
  type: 'text',
  callbackData: 'mine',
  deadline: start + 412 + 30 * 86_400_000,
};
const status = (name: string, seconds: number, extra: Partial<DeliveryUpdate> = {}): DeliveryUpdate => ({
  ...ids,
  status: name,
  at: start + seconds * 1000,
  recipient: { waId: '16505551234', userId: 'US.1' },
  callbackData: 'mine',
  ...extra,
});

/** Without Meta's id: nobody has told it. */
const unknown: DeliveryUpdate = { correlationId: 'id-1', status: 'unknown', at: start + 1000 };
const unresolved: DeliveryUpdate = { correlationId: 'id-1', status: 'unresolved', at: start + 2000 };

function recordOf(updates: readonly DeliveryUpdate[]): DeliveryRecord {
  const [first, ...rest] = updates;
  if (!first) throw new Error('at least one');
  return rest.reduce<DeliveryRecord>(
    (record, update) => applyStatus(record, update),
    applyStatus(undefined, first),
  );
}

function* ordersOf<T>(items: readonly T[]): Generator<T[]> {
  if (items.length === 0) yield [];
  for (const [index, item] of items.entries()) {
    for (const rest of ordersOf(items.toSpliced(index, 1))) yield [item, ...rest];
  }
}

describe('applyStatus', () => {
  it('ends in the same record in all 5,040 orders', () => {
    const updates = [
      accepted,
      status('sent', 1),
      status('delivered', 2),
      status('read', 3),
      status('delivered', 4),
      status('read', 5),
      status('sent', 6),
    ];
    const expected = recordOf(updates);
    expect(expected).toMatchObject({
      messageId: 'wamid.1',
      type: 'text',
      recipient: { to: '+16505551234', waId: '16505551234', userId: 'US.1' },
      times: { accepted: start + 412, sent: start + 1000, delivered: start + 2000, read: start + 3000 },
    });
    let orders = 0;
    for (const order of ordersOf(updates)) {
      orders += 1;
      expect(recordOf(order)).toEqual(expected);
    }
    expect(orders).toBe(5040);
  });

  it('ends in the same record in any order and however often each thing is heard, failures included', () => {
    const failure = fc.record({
      status: fc.constant('failed'),
      at: fc.integer({ min: start, max: start + 5000 }),
      error: fc.record({
        code: fc.constantFrom(131026, 131047, 131049, undefined),
        title: fc.constantFrom('a', 'b'),
      }),
    });
    const anything = fc.record({
      status: fc.constantFrom(
        'accepted',
        'unknown',
        'sent',
        'delivered',
        'read',
        'played',
        'dropped',
        'new one',
      ),
      at: fc.integer({ min: start, max: start + 5000 }),
      recipient: fc.record({
        waId: fc.constantFrom('1', '2', undefined),
        isGroup: fc.constantFrom(true as const, undefined),
      }),
      payment: fc.option(
        fc.record({ status: fc.constantFrom('pending', 'captured'), at: fc.nat({ max: 3 }) }),
        { nil: undefined },
      ),
      deadline: fc.option(fc.nat({ max: 5 }), { nil: undefined }),
    });
    const updates = fc.array(fc.oneof(anything, failure), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(
        updates.chain((list) =>
          fc.tuple(
            fc.constant(list),
            fc.shuffledSubarray([...list, ...list], { minLength: list.length * 2 }),
          ),
        ),
        ([list, shuffled]) => {
          expect(recordOf(shuffled)).toEqual(recordOf(list));
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('never goes back: whatever comes later, the state stays or gets further', () => {
    const order = [
      'unknown',
      'unresolved',
      'accepted',
      'sent',
      'dropped',
      'failed',
      'delivered',
      'read',
      'played',
    ];
    fc.assert(
      fc.property(
        fc.array(fc.record({ status: fc.constantFrom(...order), at: fc.nat({ max: 9 }) }), { minLength: 1 }),
        (list) => {
          let record: DeliveryRecord | undefined;
          let rank = -1;
          for (const update of list) {
            record = applyStatus(record, update);
            const now = order.indexOf(deliveryStateOf(record));
            expect(now).toBeGreaterThanOrEqual(rank);
            rank = now;
          }
        },
      ),
    );
  });

  it('takes read and played for delivered, and the earliest of them for when', () => {
    expect(recordOf([status('read', 9), status('delivered', 4)]).times).toMatchObject({
      delivered: start + 4000,
    });
    expect(recordOf([status('played', 9)]).times).toMatchObject({
      delivered: start + 9000,
      played: start + 9000,
    });
  });

  it('keeps the first error of several', () => {
    const first = status('failed', 1, { error: { code: 131026, title: 'Undeliverable' } });
    const second = status('failed', 2, { error: { code: 131000 } });
    expect(recordOf([second, first]).error).toEqual({
      at: start + 1000,
      code: 131026,
      title: 'Undeliverable',
    });
  });

  it('keeps a payment beside the message, and its latest status', () => {
    const paid: DeliveryUpdate = { ...ids, at: start, payment: { status: 'captured', at: 2 } };
    const pending: DeliveryUpdate = { ...ids, at: start, payment: { status: 'pending', at: 1 } };
    const record = recordOf([accepted, paid, pending]);
    expect(record.payment).toEqual({ status: 'captured', at: 2 });
    expect(deliveryStateOf(record)).toBe('accepted');
  });

  it('is fit for a log once it is redacted', () => {
    const record = recordOf([accepted, status('read', 3)]);
    expect(JSON.stringify(redact(record))).not.toContain('6505551234');
  });

  it('is the same object where it learns nothing new', () => {
    const record = recordOf([accepted, status('sent', 1), status('failed', 2), status('new one', 3)]);
    for (const update of [accepted, status('sent', 4), status('failed', 2), status('new one', 3)]) {
      expect(applyStatus(record, update)).toBe(record);
    }
  });

  it('keeps a status that this version does not know', () => {
    const record = recordOf([accepted, status('deleted', 3)]);
    expect(record.otherStatuses).toEqual({ deleted: start + 3000 });
    expect(deliveryStateOf(record)).toBe('accepted');
    expect(timelineOf(record).map((entry) => entry.status)).toEqual(['accepted', 'deleted']);
  });
});

describe('The state of a message', () => {
  it.each([
    ['delivered counts more than failed', [status('failed', 1), status('delivered', 2)], 'delivered'],
    ['failed counts more than sent', [status('failed', 1), status('sent', 2)], 'failed'],
    [
      'a verdict of ours is taken back by delivered',
      [status('dropped', 1), status('delivered', 2)],
      'delivered',
    ],
    ['but not by a late sent', [status('dropped', 2), status('sent', 1)], 'dropped'],
    ['unresolved is resolved by a status', [unresolved, status('sent', 2)], 'sent'],
    [
      'paced until it is sent',
      [{ ...accepted, pacing: 'held_for_quality_assessment' }],
      'held_for_quality_assessment',
    ],
    ['paused', [{ ...accepted, pacing: 'paused' }], 'paused'],
    ['a pacing that Meta adds later', [{ ...accepted, pacing: 'queued' }], 'accepted'],
    ['no longer paced', [{ ...accepted, pacing: 'paused' }, status('sent', 1)], 'sent'],
    ['a reaction', [{ ...accepted, type: 'reaction' }, status('sent', 1), status('dropped', 2)], 'sent'],
  ])('%s', (_sentence, updates, state) => {
    expect(deliveryStateOf(recordOf(updates))).toBe(state);
  });

  it('is final where nothing more is expected: in a group not when it failed for one participant', () => {
    const failed = [accepted, status('failed', 1)];
    expect(isFinal(recordOf(failed))).toBe(true);
    expect(isFinal(recordOf([...failed, { ...ids, at: start, recipient: { isGroup: true } }]))).toBe(false);
    expect(isFinal(recordOf([accepted, status('delivered', 1)]))).toBe(false);
    expect(isFinal(recordOf([accepted, status('read', 1)]))).toBe(true);
    expect(isFinal(recordOf([{ ...accepted, type: 'audio' }, status('read', 1)]))).toBe(false);
    expect(isFinal(recordOf([{ ...accepted, type: 'audio' }, status('played', 1)]))).toBe(true);
    expect(isFinal(recordOf([accepted, status('dropped', 1)]))).toBe(true);
    expect(isFinal(recordOf([accepted, status('sent', 1)]))).toBe(false);
    expect(isFinal(recordOf([{ ...accepted, type: 'reaction' }, status('sent', 1)]))).toBe(true);
  });

  it('has a deadline only where something may still come', () => {
    const { deadline } = accepted;
    expect(nextDeadlineOf(recordOf([accepted]))).toBe(deadline);
    expect(nextDeadlineOf(recordOf([accepted, status('sent', 1)]))).toBe(deadline);
    expect(nextDeadlineOf(recordOf([accepted, status('delivered', 1)]))).toBeUndefined();
    expect(nextDeadlineOf(recordOf([{ ...accepted, type: 'reaction' }, status('sent', 1)]))).toBeUndefined();
    expect(nextDeadlineOf(recordOf([{ ...unknown, resolveBy: 7, deadline: 9 }]))).toBe(7);
  });
});

describe('The timeline of a message', () => {
  it('begins with the earliest; within a second, which is all that Meta tells, in the usual order', () => {
    // Accepted at 0.412 s by our clock, sent in the second that began at 0 by Meta's.
    const record = recordOf([accepted, status('sent', 0), status('delivered', 0), status('failed', 5)]);
    expect(timelineOf(record).map((entry) => entry.status)).toEqual([
      'accepted',
      'sent',
      'delivered',
      'failed',
    ]);
  });

  it('never says that a message was sent before it was accepted, however late Meta’s answer came', () => {
    const held = { ...accepted, at: start + 9000, pacing: 'held_for_quality_assessment' };
    const record = recordOf([status('read', 3), status('sent', 1), status('delivered', 7), held]);
    expect(timelineOf(record).map((entry) => entry.status)).toEqual([
      'accepted',
      'held_for_quality_assessment',
      'sent',
      'delivered',
      'read',
    ]);
    const answerless = recordOf([{ ...unknown, at: start + 30_000 }, status('sent', 1)]);
    expect(timelineOf(answerless).map((entry) => entry.status)).toEqual(['sent', 'unknown']);
  });
});

describe('The explanation of a message', () => {
  const explain = (updates: readonly DeliveryUpdate[], seconds = 0): string => {
    const { what, advice } = explainDelivery(recordOf(updates), start + seconds * 1000);
    return `${what} ${advice}`;
  };

  it.each<readonly [string, readonly DeliveryUpdate[], number, RegExp]>([
    ['blocked or offline', [accepted, status('sent', 1)], 600, /off or offline, or the user has blocked you/],
    ['until when', [accepted, status('sent', 1)], 600, /dropped after 2026-01-31T00:00:00Z/],
    ['on its way', [accepted, status('sent', 1)], 2, /on its way/],
    ['webhooks missing', [accepted], 600, /status webhooks arrive/],
    ['just accepted', [accepted], 2, /usually takes seconds/],
    [
      'window closed',
      [accepted, status('failed', 1, { error: { code: 131047 } })],
      2,
      /24 hours ago: send a template/,
    ],
    ['marketing cap', [status('failed', 1, { error: { code: 131049 } })], 2, /never resend within 24 hours/],
    ['not on WhatsApp', [status('failed', 1, { error: { code: 131026 } })], 2, /another way/],
    ['a code that is not known', [status('failed', 1, { error: { code: 999, title: 'News' } })], 2, /News/],
    ['no reason', [status('failed', 1)], 2, /gave no reason/],
    ['quality hold', [{ ...accepted, pacing: 'held_for_quality_assessment' }], 2, /pacing/],
    ['paused', [{ ...accepted, pacing: 'paused' }], 2, /unpause/],
    ['dropped', [accepted, status('sent', 1), status('dropped', 2)], 2, /Meta sends no webhook for that/],
    ['nothing was ever heard of it', [accepted, status('dropped', 1)], 2, /status webhooks arrive/],
    ['opted out', [status('failed', 1, { error: { code: 131050 } })], 2, /no marketing until they resume/],
    ['an experiment', [status('failed', 1, { error: { code: 130472 } })], 2, /part of an experiment/],
    ['media', [status('failed', 1, { error: { code: 131053, details: 'Too large' } })], 2, /Too large/],
    ['held back and given up', [status('failed', 1, { error: { code: 132015 } })], 2, /paused/i],
    ['unknown', [unknown], 2, /Do not send it again/],
    ['unresolved', [unknown, unresolved], 2, /probably not sent/],
    ['read', [status('read', 1)], 2, /has read/],
    ['played', [status('played', 1)], 2, /has played/],
    ['delivered', [status('delivered', 1)], 2, /phone/],
    ['a reaction', [{ ...accepted, type: 'reaction' }, status('sent', 1)], 900, /reaction was sent/],
  ])('says what is the matter: %s', (_name, updates, seconds, expected) => {
    expect(explain(updates, seconds)).toMatch(expected);
  });

  it.each<readonly [string, readonly DeliveryUpdate[], RegExp]>([
    ['sent', [status('sent', 1)], /no participant is reported to have it/],
    ['delivered to one', [status('delivered', 1)], /phone of at least one participant/],
    ['read by one', [status('read', 1)], /At least one participant has read/],
    ['played by one', [status('played', 1)], /At least one participant has played/],
    ['dropped', [status('dropped', 1)], /No participant is reported/],
    [
      'one cannot be reached',
      [status('failed', 1, { error: { code: 131026 } })],
      /^For at least one participant the message failed with 131026.*Others may still get it/,
    ],
    [
      'one cannot be reached, another has read it',
      [status('failed', 1, { error: { code: 131026 } }), status('read', 2)],
      /At least one participant has read.*For at least one it failed with 131026/,
    ],
    ['a reaction', [{ ...accepted, type: 'reaction' }, status('sent', 1)], /reaction was sent/],
  ])('says of a group what is so of its participants: %s', (_name, [first, ...updates], expected) => {
    const toGroup: DeliveryUpdate = {
      ...ids,
      at: start,
      ...first,
      recipient: { to: 'group-1', isGroup: true },
    };
    expect(explain([toGroup, ...updates], 600)).toMatch(expected);
    expect(explain([toGroup, ...updates], 600)).not.toMatch(/The user/);
  });

  it('carries Meta’s code and details', () => {
    const failed = status('failed', 1, {
      error: { code: 131047, details: 'More than 24 hours have passed' },
    });
    expect(explainDelivery(recordOf([failed]), start)).toMatchObject({
      messageId: 'wamid.1',
      state: 'failed',
      code: 131047,
      what: expect.stringContaining('More than 24 hours have passed'),
    });
  });
});
