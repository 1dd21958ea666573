import { beforeEach, describe, expect, it } from '@jest/globals';
import { MemoryStorage } from '../storage/index.js';
import { SharedMemory } from '../storage/spec-support/shared-memory.js';
import { FakeClock } from '../testing/fake-clock.js';
import { RateLimits, type Permit, type PermitRequest } from './rate-limits.js';
import { FairQueue } from './fair-queue.js';

const number: PermitRequest = { phoneNumberId: '1', perSecond: 20, pairs: [] };
const fast = { ...number, perSecond: 1000 };
const ana = to('ana');

function to(...pairs: string[]): PermitRequest {
  return { ...number, pairs };
}

/** Meta's answer came at once. */
const atOnce = { tookMs: 0, delayMs: 0, refused: false };

const homes = [
  ['in memory', (clock: FakeClock) => new MemoryStorage(clock), 0],
  // A message is taken to be on its way for half a second, where another process may be the next to send.
  ['in a storage that is shared', (clock: FakeClock) => new SharedMemory(clock), 500],
] as const;

describe.each(homes)('The limits, kept %s,', (_home, storageOf, assumedMs) => {
  let clock: FakeClock;
  let limits: RateLimits;
  let cancel: AbortController;

  beforeEach(() => {
    clock = new FakeClock();
    limits = new RateLimits(storageOf(clock), clock);
  });

  /** The turn, if there is one now. */
  async function take(request: PermitRequest, by = limits): Promise<Permit | undefined> {
    cancel = new AbortController();
    const queue = new FairQueue(by, clock, { onIdle: () => undefined });
    const taking = Promise.resolve(queue.take('', request, { signal: cancel.signal })).catch(() => undefined);
    await clock.advance(0);
    cancel.abort();
    return taking;
  }

  async function taken(request: PermitRequest): Promise<Permit> {
    const turn = await take(request);
    if (!turn) throw new Error('there is no turn');
    return turn;
  }

  /** Sends as long as it may, each message at Meta at once; how many went. */
  async function sendAll(request: PermitRequest, atMost = 1000, by = limits): Promise<number> {
    for (let sent = 0; sent < atMost; sent += 1) {
      const turn = await take(request, by);
      if (!turn) return sent;
      await by.arrived(turn, atOnce);
    }
    return atMost;
  }

  /** Sends for so long; how many went. */
  async function sendFor(ms: number, request: PermitRequest): Promise<number> {
    let sent = 0;
    for (const until = clock.now() + ms; clock.now() < until;) {
      sent += await sendAll(request);
      await clock.advance(5);
    }
    return sent;
  }

  it('send no more in a second than the number may, also when many ask at once', async () => {
    const queue = new FairQueue(limits, clock, { onIdle: () => undefined });
    let given = 0;
    const takeOne = async (user: string): Promise<void> => {
      await queue.take(user, to(user));
      given += 1;
    };
    for (let index = 0; index < 100; index += 1) void takeOne(`user ${index}`);
    await clock.advance(0);
    await clock.advance(1000);
    expect(given).toBe(20);
  });

  it('use at least 95 % of the rate', async () => {
    const sent = await sendFor(10_000, number);
    expect(sent).toBeGreaterThanOrEqual(190);
    expect(sent).toBeLessThanOrEqual(220);
  });

  it('count what needs no turn', async () => {
    for (let received = 0; received < 20; received += 1) limits.count(number);
    expect(await take(number)).toBeUndefined();
    await clock.advance(1100);
    expect(await take(number)).toBeDefined();
  });

  it('count a message that is on its way until a second after it has arrived', async () => {
    const single = { ...number, perSecond: 1 };
    const turn = await taken(single);
    await clock.advance(5000);
    expect(await take(single)).toBeUndefined();
    await limits.arrived(turn, { ...atOnce, tookMs: 5000, delayMs: 5000 });
    await clock.advance(900);
    expect(await take(single)).toBeUndefined();
    await clock.advance(200);
    await taken(single);
  });

  it('let one pair burst up to 45 messages, and hold it until all of them are repaid', async () => {
    const burst = { ...fast, pairs: ['ana'] };
    expect(await sendFor(2000, burst)).toBe(45);
    await clock.advance(45 * 6000 - 3000);
    expect(await take(burst)).toBeUndefined();
    await clock.advance(2000);
    expect(await sendFor(2000, burst)).toBe(45);
  });

  it('have a burst of 20 repaid in full before the next message, and not a moment later', async () => {
    const burst = { ...fast, pairs: ['ana'] };
    expect(await sendAll(burst, 20)).toBe(20);
    await clock.advance(120_049 + assumedMs);
    expect(await take(burst)).toBeUndefined();
    await clock.advance(1);
    await taken(burst);
  });

  it('have a pair repay from when its message arrived, not from when it left', async () => {
    const turn = await taken(ana);
    await clock.advance(30_000);
    // Nobody knows yet whether it has arrived.
    expect(await take(ana)).toBeUndefined();
    await limits.arrived(turn, { ...atOnce, tookMs: 30_000 });
    expect(await take(ana)).toBeUndefined();
    await clock.advance(6100);
    await taken(ana);
  });

  it('keep pairs and numbers apart, and take nothing where they refuse', async () => {
    const burst = { ...fast, pairs: ['ana'] };
    expect(await sendAll(burst)).toBe(45);
    await taken({ ...to('ben'), perSecond: 1000 });
    await taken({ ...ana, phoneNumberId: '2' });
    // Refused all the time, and none of it counts.
    for (let asked = 0; asked < 50; asked += 1) await take(burst);
    await clock.advance(46 * 6000);
    await taken(burst);
  });

  it('do not have a pair owe what Meta refused', async () => {
    await limits.arrived(await taken(ana), { ...atOnce, refused: true });
    await clock.advance(5000);
    expect(await take(ana)).toBeDefined();
  });

  it('find what one key of a user owes under every other, and take nothing under one where another refuses', async () => {
    expect(await sendAll({ ...fast, pairs: ['user:ana', 'phone:ana'] }, 20)).toBe(20);
    await clock.advance(6000);
    for (const pairs of [['user:ana'], ['phone:ana'], ['phone:else', 'user:ana']]) {
      expect(await take({ ...fast, pairs })).toBeUndefined();
    }
    expect(await sendAll({ ...fast, pairs: ['phone:else'] }, 46)).toBe(45);
  });

  it('keep no pair limit where there is no pair', async () => {
    expect(await sendAll(fast, 100)).toBe(100);
  });

  it('slow a number down after a refusal, and let it recover', async () => {
    await limits.slowDown(number, 'number');
    expect(await take(number)).toBeUndefined();
    await clock.advance(1000);
    expect(await sendFor(1000, number)).toBeLessThanOrEqual(14);
    await clock.advance(10_000);
    expect(await sendFor(10_000, number)).toBeGreaterThanOrEqual(190);
  });

  it('take the refusals of one burst for one', async () => {
    for (let refusal = 0; refusal < 10; refusal += 1) await limits.slowDown(ana, 'pair');
    await clock.advance(1000);
    expect(await take(ana)).toBeDefined();
  });

  it('let a refused pair rest for 1, 4, 16 seconds, and nobody else', async () => {
    for (const restMs of [1000, 4000, 16_000]) {
      await limits.slowDown(ana, 'pair');
      await clock.advance(restMs - 100);
      expect(await take(ana)).toBeUndefined();
      await taken(to(`ben ${restMs}`));
      await clock.advance(100);
    }
    await taken(ana);
  });
});
