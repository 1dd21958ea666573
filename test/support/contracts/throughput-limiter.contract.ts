import { beforeEach, describe, expect, it } from '@jest/globals';
import type { TakenTurn, ThroughputLimiter, TurnRequest } from 'nestjs-whatsapp';

/** A limiter under test, and what the test needs of the world around it. */
export interface ThroughputLimiterUnderTest {
  readonly limiter: ThroughputLimiter;
  /** Lets time pass for the limiter. */
  advance(ms: number): Promise<void>;
}

const number: TurnRequest = { phoneNumberId: '1', perSecond: 20, pairs: [], leaseMs: 120_000 };
const ana = to('ana');

function to(...pairs: string[]): TurnRequest {
  return { ...number, pairs };
}

/** Meta's answer came at once. */
const atOnce = { tookMs: 0, delayMs: 0, refused: false };

/** What every `ThroughputLimiter` does. */
export function describeThroughputLimiter(
  name: string,
  create: () => Promise<ThroughputLimiterUnderTest>,
): void {
  describe(`${name} as a ThroughputLimiter`, () => {
    let test: ThroughputLimiterUnderTest;
    let limiter: ThroughputLimiter;

    beforeEach(async () => {
      test = await create();
      limiter = test.limiter;
    });

    async function taken(request: TurnRequest): Promise<TakenTurn> {
      const answer = await limiter.take(request);
      if (!answer.granted) throw new Error(`blocked by the ${answer.blockedBy}`);
      return answer.turn;
    }

    /** Sends as long as it is granted, each message at Meta at once; how many went. */
    async function sendAll(request: TurnRequest, atMost = 1000): Promise<number> {
      for (let sent = 0; sent < atMost; sent += 1) {
        const answer = await limiter.take(request);
        if (!answer.granted) return sent;
        await limiter.arrived(answer.turn, atOnce);
      }
      return atMost;
    }

    /** Sends for so long, asking again when told to; how many went. */
    async function sendFor(ms: number, request: TurnRequest): Promise<number> {
      let sent = 0;
      for (let left = ms; left > 0;) {
        sent += await sendAll(request);
        const answer = await limiter.take(request);
        const waitMs = answer.granted ? 0 : Math.min(left, answer.retryInMs);
        if (answer.granted) await limiter.arrived(answer.turn, atOnce);
        if (answer.granted) sent += 1;
        await test.advance(waitMs);
        left -= waitMs;
      }
      return sent;
    }

    it('gives the turn back as it was asked for, with the time', async () => {
      const turn = await taken(ana);
      expect(turn).toMatchObject({ ...ana, takenAt: expect.any(Number) });
    });

    it('sends no more in a second than the number may, also when many ask at once', async () => {
      const asked = await Promise.all(
        Array.from({ length: 100 }, (_, index) => limiter.take(to(`user ${index}`))),
      );
      expect(asked.filter(({ granted }) => granted).length).toBeLessThanOrEqual(20);
      expect(asked.at(-1)).toMatchObject({ granted: false, blockedBy: 'number' });
    });

    it('uses at least 95 % of the rate', async () => {
      const sent = await sendFor(10_000, number);
      expect(sent).toBeGreaterThanOrEqual(190);
      expect(sent).toBeLessThanOrEqual(220);
    });

    it('counts what needs no turn', async () => {
      for (let received = 0; received < 20; received += 1) await limiter.count(number);
      expect(await limiter.take(number)).toMatchObject({ granted: false, blockedBy: 'number' });
      await test.advance(1100);
      await taken(number);
    });

    it('counts a message that is on its way until a second after it has arrived', async () => {
      const single = { ...number, perSecond: 1 };
      const turn = await taken(single);
      await test.advance(5000);
      expect(await limiter.take(single)).toMatchObject({ granted: false, blockedBy: 'number' });
      await limiter.arrived(turn, { ...atOnce, tookMs: 5000, delayMs: 5000 });
      await test.advance(900);
      expect(await limiter.take(single)).toMatchObject({ granted: false, blockedBy: 'number' });
      await test.advance(200);
      await taken(single);
    });

    it('lets one pair burst up to 45 messages, and holds it until all of them are repaid', async () => {
      const fast = { ...ana, perSecond: 1000 };
      expect(await sendAll(fast)).toBe(45);
      await test.advance(45 * 6000 - 1000);
      expect(await limiter.take(fast)).toMatchObject({ granted: false, blockedBy: 'pair' });
      await test.advance(2000);
      expect(await sendAll(fast)).toBe(45);
    });

    it('a burst of 20 is repaid in full before the next message', async () => {
      const fast = { ...ana, perSecond: 1000 };
      expect(await sendAll(fast, 20)).toBe(20);
      await test.advance(6000);
      const answer = await limiter.take(fast);
      expect(answer).toMatchObject({ granted: false, blockedBy: 'pair' });
      expect(answer.granted ? 0 : answer.retryInMs).toBeGreaterThanOrEqual(114_000);
    });

    it('a pair repays from when its message arrived, not from when it left', async () => {
      const turn = await taken(ana);
      await test.advance(30_000);
      await limiter.arrived(turn, { ...atOnce, tookMs: 30_000 });
      expect(await limiter.take(ana)).toMatchObject({ granted: false, blockedBy: 'pair' });
      await test.advance(6100);
      await taken(ana);
    });

    it('keeps pairs and numbers apart, and takes nothing where it refuses', async () => {
      expect(await sendAll({ ...ana, perSecond: 1000 })).toBe(45);
      await taken({ ...to('ben'), perSecond: 1000 });
      await taken({ ...ana, phoneNumberId: '2' });
      // Refused all the time, and none of it counts.
      for (let asked = 0; asked < 50; asked += 1) await limiter.take({ ...ana, perSecond: 1000 });
      await test.advance(46 * 6000);
      await taken(ana);
    });

    it('a pair does not owe what Meta refused', async () => {
      await limiter.arrived(await taken(ana), { ...atOnce, refused: true });
      await test.advance(1000);
      expect(await limiter.take(ana)).toHaveProperty('granted', true);
    });

    it('what one key of a user owes is owed under every other', async () => {
      const fast = { ...to('user:ana', 'phone:ana'), perSecond: 1000 };
      expect(await sendAll(fast, 20)).toBe(20);
      await test.advance(6000);
      for (const pairs of [['user:ana'], ['phone:ana'], ['phone:else', 'user:ana']]) {
        expect(await limiter.take({ ...fast, pairs })).toMatchObject({ granted: false, blockedBy: 'pair' });
      }
      await taken({ ...fast, pairs: ['phone:else'] });
    });

    it('a turn that is ended twice is ended once', async () => {
      const slow = { ...number, perSecond: 2 };
      const turn = await taken(slow);
      await limiter.arrived(turn, atOnce);
      await test.advance(500);
      await taken(slow);
      await limiter.arrived(turn, atOnce);
      await test.advance(5000);
      await taken(slow);
      await test.advance(500);
      // Two are still on their way.
      expect(await limiter.take(slow)).toMatchObject({ granted: false, blockedBy: 'number' });
    });

    it('keeps no pair limit where there is no pair', async () => {
      expect(await sendAll({ ...number, perSecond: 1000 }, 100)).toBe(100);
    });

    it('slows a number down after a refusal, and lets it recover', async () => {
      await limiter.slowDown(number, 'number');
      expect(await limiter.take(number)).toMatchObject({ granted: false, blockedBy: 'number' });
      await test.advance(1000);
      expect(await sendFor(1000, number)).toBeLessThanOrEqual(14);
      await test.advance(10_000);
      expect(await sendFor(10_000, number)).toBeGreaterThanOrEqual(190);
    });

    it('takes the refusals of one burst for one', async () => {
      for (let refusal = 0; refusal < 10; refusal += 1) await limiter.slowDown(ana, 'pair');
      await test.advance(1000);
      expect(await limiter.take(ana)).toHaveProperty('granted', true);
    });

    it('lets a refused pair rest for 1, 4, 16 seconds, and nobody else', async () => {
      for (const restMs of [1000, 4000, 16_000]) {
        await limiter.slowDown(ana, 'pair');
        await test.advance(restMs - 100);
        expect(await limiter.take(ana)).toMatchObject({ granted: false, blockedBy: 'pair' });
        await taken(to(`ben ${restMs}`));
        await test.advance(100);
      }
      await taken(ana);
    });
  });
}
