import { beforeEach, describe, expect, it } from '@jest/globals';
import { MinHeap } from '../common/internal.js';
import { FakeClock } from '../testing/fake-clock.js';
import { MinimumLatency } from './minimum-latency.js';
import { MemoryStorage } from '../storage/index.js';
import { RateLimits } from './rate-limits.js';
import { FairQueue } from './fair-queue.js';

const number = { phoneNumberId: '1', perSecond: 20 };
const atOnce = { tookMs: 0, delayMs: 0, refused: false };

let clock: FakeClock;
let limits: RateLimits;
let queue: FairQueue;
let sent: string[];
let idle: number;

beforeEach(() => {
  clock = new FakeClock();
  sent = [];
  idle = 0;
  limits = new RateLimits(new MemoryStorage(clock), clock);
  queue = new FairQueue(limits, clock, {
    onIdle: () => {
      idle += 1;
    },
  });
});

/** Waits, and sends: the message arrives at once. */
async function wait(to: string, name = to, signal?: AbortSignal, first = false): Promise<void> {
  const turn = await queue.take(to, { ...number, pairs: [to] }, { signal, first });
  await limits.arrived(turn, atOnce);
  sent.push(name);
}

/** Lets what was begun get to its sleep before the time moves. */
async function pass(ms: number): Promise<void> {
  await clock.advance(0);
  await clock.advance(ms);
}

function ignore(promises: readonly Promise<unknown>[]): void {
  for (const promise of promises) promise.catch(() => undefined);
}

describe('FairQueue', () => {
  it('serves each recipient in turn: who has a hundred messages does not hold up who has one', async () => {
    ignore(Array.from({ length: 44 }, (_, index) => wait('greedy', `greedy ${index}`)));
    ignore([wait('modest')]);
    await pass(1000);
    // A fifth of a second takes five messages: those went before anybody had to wait.
    expect(sent.indexOf('modest')).toBe(6);
  });

  it('keeps the order of the messages to one recipient', async () => {
    ignore(Array.from({ length: 40 }, (_, index) => wait('one', String(index))));
    await pass(5000);
    expect(sent).toEqual(Array.from({ length: 40 }, (_, index) => String(index)));
  });

  it('who waits again comes before those who wait to send to the same user', async () => {
    ignore(Array.from({ length: 8 }, (_, index) => wait('one', String(index))));
    ignore([wait('one', 'again', undefined, true)]);
    await pass(1000);
    expect(sent).toEqual(['0', '1', '2', '3', '4', 'again', '5', '6', '7']);
  });

  it('a pair in debt steps aside, and those who come later for others go at once', async () => {
    ignore(Array.from({ length: 50 }, () => wait('greedy')));
    const wereIdle = idle;
    await pass(6000);
    expect(sent).toHaveLength(45);
    ignore([wait('late')]);
    await clock.advance(0);
    expect(sent.at(-1)).toBe('late');
    expect(queue.length).toBe(5);
    await clock.advance(264_049);
    expect(sent).toHaveLength(46);
    await clock.advance(1);
    expect(sent).toHaveLength(51);
    expect(queue.length).toBe(0);
    expect(idle).toBe(wereIdle + 1);
  });

  it('sleeps one sleep, however many wait', async () => {
    ignore(Array.from({ length: 500 }, (_, index) => wait(`user ${index}`)));
    await clock.advance(0);
    expect(clock.sleeping).toBe(1);
  });

  it('lets a waiter leave: it rejects with the reason, the others stay in order, nothing is left behind', async () => {
    const cancel = new AbortController();
    const others = Array.from({ length: 30 }, (_, index) => wait('one', String(index)));
    const left = wait('one', 'never', cancel.signal);
    ignore([...others, left]);
    cancel.abort(new Error('not wanted any more'));
    await expect(left).rejects.toThrow('not wanted any more');
    await expect(wait('one', 'late', cancel.signal)).rejects.toThrow('not wanted any more');
    await pass(3000);
    expect(sent).toHaveLength(30);
    expect(queue.length).toBe(0);
    expect(clock.sleeping).toBe(0);
  });

  it('when all who wait for a resting pair leave, it sleeps no longer', async () => {
    const cancel = new AbortController();
    ignore(Array.from({ length: 46 }, () => wait('one', 'one', cancel.signal)));
    const wereIdle = idle;
    await pass(6000);
    expect(queue.length).toBe(1);
    cancel.abort();
    await clock.advance(0);
    expect(clock.sleeping).toBe(0);
    expect(idle).toBe(wereIdle + 1);
  });

  it('tells of nobody who has left: neither how many wait nor for how long', async () => {
    const cancel = new AbortController();
    ignore(Array.from({ length: 46 }, () => wait('gone', 'gone', cancel.signal)));
    ignore(Array.from({ length: 3 }, () => wait('brief')));
    await pass(7000);
    ignore([wait('brief')]);
    await clock.advance(0);
    const [before] = queue.waits();
    expect(before).toMatchObject({ count: 2 });
    cancel.abort();
    const [after] = queue.waits();
    expect(after).toMatchObject({ count: 1 });
    expect(after?.longestMs).toBeLessThan(20_000);
  });

  it('gives the turn at once where nobody waits, with no promise', () => {
    const turn = queue.take('one', { ...number, pairs: ['one'] });
    expect(turn).toEqual({ ...number, pairs: ['one'], takenAt: clock.now(), askedAt: clock.now() });
    expect(queue.length).toBe(0);
    expect(clock.sleeping).toBe(0);
  });
});

describe('MinimumLatency', () => {
  const minute = 60_000;
  const learn = (fastest: MinimumLatency, at: number, ...took: number[]): void => {
    for (const tookMs of took) fastest.learn(tookMs, at);
  };
  const fifty = (tookMs: number): number[] => Array.from({ length: 50 }, () => tookMs);

  it('takes nothing for granted in its first minute, nor after a minute of few sends', () => {
    const fastest = new MinimumLatency();
    learn(fastest, 0, ...fifty(200).slice(1));
    expect(fastest.delayOf(230, 1)).toBe(230);
    learn(fastest, minute, ...fifty(200));
    expect(fastest.delayOf(230, minute)).toBe(230);
    expect(fastest.delayOf(230, 2 * minute)).toBe(30);
    expect(fastest.delayOf(150, 2 * minute)).toBe(0);
  });

  it('takes the less for granted the more sends differ', () => {
    const fastest = new MinimumLatency();
    learn(fastest, 0, ...fifty(200), ...fifty(260));
    expect(fastest.delayOf(230, minute)).toBe(60);
    learn(fastest, minute, ...fifty(200), ...fifty(2000));
    expect(fastest.delayOf(230, 2 * minute)).toBe(230);
  });

  it('believes a faster send at once', () => {
    const fastest = new MinimumLatency();
    learn(fastest, 0, ...fifty(400));
    expect(fastest.delayOf(400, minute)).toBe(0);
    fastest.learn(100, minute);
    expect(fastest.delayOf(400, minute)).toBe(300);
  });

  it('takes no more than half a second for granted', () => {
    const fastest = new MinimumLatency();
    learn(fastest, 0, ...fifty(2000));
    expect(fastest.delayOf(2000, minute)).toBe(1500);
  });

  it('knows nothing any more when nothing was sent for two minutes', () => {
    const fastest = new MinimumLatency();
    learn(fastest, 0, ...fifty(100));
    expect(fastest.delayOf(300, minute)).toBe(200);
    expect(fastest.delayOf(300, 4 * minute)).toBe(300);
  });
});

describe('MinHeap', () => {
  it('gives the values back in the order of their numbers', () => {
    const heap = new MinHeap<string>();
    const numbers = Array.from({ length: 1000 }, (_, index) => (index * 7919) % 1009);
    for (const key of numbers) heap.push(key, `v${key}`);
    const out: string[] = [];
    while (heap.size > 0) out.push(String(heap.pop()));
    expect(out).toEqual(numbers.toSorted((a, b) => a - b).map((key) => `v${key}`));
    expect(heap.pop()).toBeUndefined();
    expect(heap.firstKey).toBeUndefined();
  });
});
