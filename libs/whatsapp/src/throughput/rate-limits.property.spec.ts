import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { SlidingWindowLimiter } from './sliding-window-limiter.js';
import { PairAllowance } from './pair-allowance.js';

/** What the pair rule keeps away from its borders. */
const burstMargin = 1000;
const debtMargin = 50;

/** The pair rule as the platform rules word it, over the whole history and with no state of its own. */
function pairMaySend(history: readonly number[], now: number): boolean {
  const bursts: number[][] = [];
  for (const time of history) {
    const burst = bursts.at(-1);
    if (burst && time < Number(burst[0]) + 6000 * burst.length + debtMargin) burst.push(time);
    else bursts.push([time]);
  }
  const last = bursts.at(-1);
  if (!last) return true;
  const start = Number(last[0]);
  return (
    now >= start + 6000 * last.length + debtMargin || (now < start + 6000 - burstMargin && last.length < 45)
  );
}

/** The number rule: so many within a second and its margin, a quarter of them within a fifth of that. */
function numberMaySend(history: readonly number[], now: number, perSecond: number): boolean {
  const since = (ms: number): number => history.filter((time) => time > now - ms).length;
  return since(1010) < perSecond && since(202) < Math.ceil(perSecond / 4);
}

/** Meta, who counts what arrives, without any margin: those of the arrivals that it would refuse. */
function refusedByPairLimit(arrivals: readonly number[]): number[] {
  let paidUntil = Number.NEGATIVE_INFINITY;
  let start = 0;
  let count = 0;
  return arrivals
    .toSorted((a, b) => a - b)
    .filter((at) => {
      if (at >= paidUntil) {
        start = at;
        count = 1;
        paidUntil = at + 6000;
        return false;
      }
      if (at - start >= 6000 || count >= 45) return true;
      count += 1;
      paidUntil += 6000;
      return false;
    });
}

/** The shortest time between a message and the one that comes so many after it. */
function shortestStretch(times: readonly number[], messages: number): number {
  const sorted = times.toSorted((a, b) => a - b);
  return Math.min(...sorted.slice(messages).map((time, index) => time - Number(sorted[index])));
}

/** Steps of time, often exactly those that the rules are made of. */
const steps = (special: readonly number[], max: number): fc.Arbitrary<number[]> =>
  fc.array(fc.oneof(fc.constantFrom(...special), fc.nat({ max })), { maxLength: 400 });

/** How long a message takes to Meta, and the answer back. */
const journeys = (maxMs: number): fc.Arbitrary<{ there: number; back: number }> =>
  fc.record({ there: fc.nat({ max: maxMs }), back: fc.nat({ max: maxMs }) });

interface Limit {
  waitMs: (now: number) => number;
  send: (now: number) => void;
  answered: (sentAt: number, answeredAt: number) => void;
}

/** Sends as soon as the limit lets it, message after message, while those before are still on their way; when each arrived. */
function sendAll(
  limit: Limit,
  messages: readonly { readonly wait: number; readonly there: number; readonly back: number }[],
): number[] {
  let now = 0;
  let underway: { sentAt: number; answeredAt: number }[] = [];
  const arrivals: number[] = [];
  const passUntil = (time: number): void => {
    now = time;
    for (const { sentAt, answeredAt } of underway) if (answeredAt <= now) limit.answered(sentAt, answeredAt);
    underway = underway.filter(({ answeredAt }) => answeredAt > now);
  };
  for (const { wait, there, back } of messages) {
    passUntil(now + wait);
    for (let ms = limit.waitMs(now); ms > 0; ms = limit.waitMs(now)) passUntil(now + ms);
    limit.send(now);
    arrivals.push(now + there);
    underway.push({ sentAt: now, answeredAt: now + there + back });
  }
  return arrivals;
}

function send(limit: PairAllowance | SlidingWindowLimiter, now: number): void {
  limit.send(now);
  if (limit instanceof PairAllowance) limit.arrived(0, false);
  else limit.arrived(now);
}

describe('PairAllowance', () => {
  it('decides as the rule does, whatever was sent when', () => {
    fc.assert(
      fc.property(steps([0, 0, 0, 1, 4999, 5000, 6050, 12_050, 270_050], 20_000), (waits) => {
        const allowance = new PairAllowance();
        const history: number[] = [];
        let now = 0;
        for (const wait of waits) {
          now += wait;
          expect(allowance.waitMs(now) === 0).toBe(pairMaySend(history, now));
          if (allowance.waitMs(now) === 0) {
            send(allowance, now);
            history.push(now);
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  it('names the wait exactly: a millisecond earlier is too early', () => {
    fc.assert(
      fc.property(steps([0, 0, 1, 6050], 3000), (waits) => {
        const allowance = new PairAllowance();
        const history: number[] = [];
        let now = 0;
        for (const wait of waits) {
          now += wait;
          const ms = allowance.waitMs(now);
          expect(ms > 0 && pairMaySend(history, now + ms - 1)).toBe(false);
          now += ms;
          expect(pairMaySend(history, now)).toBe(true);
          send(allowance, now);
          history.push(now);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('Meta, who counts arrivals, refuses nothing, however long each message takes up to a second', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.oneof(fc.constant(0), fc.nat({ max: 8000 })), journeys(1000)), {
          maxLength: 200,
        }),
        (messages) => {
          const allowance = new PairAllowance();
          const arrivals = sendAll(
            {
              waitMs: (now) => allowance.waitMs(now),
              send: (now) => allowance.send(now),
              answered: (sentAt, answeredAt) => allowance.arrived(answeredAt - sentAt, false),
            },
            messages.map(([wait, journey]) => ({ wait, ...journey })),
          );
          expect(refusedByPairLimit(arrivals)).toEqual([]);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('a message alone that took minutes is not followed by one that Meta would refuse', () => {
    const allowance = new PairAllowance();
    allowance.send(0);
    expect(allowance.waitMs(120_000)).toBe(250);
    allowance.arrived(120_000, false);
    expect(allowance.waitMs(120_000)).toBe(6050);
  });

  it('never exceeds what is earned and one burst, over any stretch of time', () => {
    const allowance = new PairAllowance();
    const sent: number[] = [];
    for (let now = 0; now < 3_600_000; now += 500) {
      while (allowance.waitMs(now) === 0) {
        send(allowance, now);
        sent.push(now);
      }
    }
    // An hour earns 600 messages.
    expect(sent.length).toBeGreaterThanOrEqual(585);
    expect(sent.length).toBeLessThanOrEqual(645);
    expect(shortestStretch(sent, 45)).toBeGreaterThanOrEqual(6000);
  });

  it('after a burst of 20 nothing goes for two minutes, where a leaky bucket would let message 21 through', () => {
    const allowance = new PairAllowance();
    for (let sent = 0; sent < 20; sent += 1) send(allowance, 0);
    expect(allowance.waitMs(6000)).toBe(114_050);
    expect(allowance.waitMs(120_049)).toBe(1);
    expect(allowance.waitMs(120_050)).toBe(0);
  });

  it('what Meta refused is not owed', () => {
    const allowance = new PairAllowance();
    allowance.send(0);
    allowance.send(0);
    allowance.arrived(0, true);
    allowance.arrived(0, false);
    expect(allowance.waitMs(5000)).toBe(1050);
  });

  it('after refusals rests 1, 4, 16 seconds, then takes single messages only, and after a quiet minute bursts again', () => {
    const allowance = new PairAllowance();
    let now = 0;
    for (const rest of [1000, 4000, 16_000]) {
      allowance.slowDown(now);
      expect(allowance.waitMs(now)).toBe(rest);
      now += rest;
      expect(allowance.waitMs(now)).toBe(0);
    }
    send(allowance, now);
    expect(allowance.waitMs(now + 1)).toBe(6049);
    now += 60_000;
    send(allowance, now);
    expect(allowance.waitMs(now + 1)).toBe(0);
  });
});

describe('SlidingWindowLimiter', () => {
  it('decides as the rule does, at every rate, whatever came in besides', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(1, 2, 20, 80, 1000),
        steps([0, 0, 0, 0, 1, 12, 202, 1010], 60),
        fc.infiniteStream(fc.boolean()),
        (perSecond, waits, inbound) => {
          const window = new SlidingWindowLimiter(perSecond);
          const history: number[] = [];
          let now = 0;
          for (const wait of waits) {
            now += wait;
            const ms = window.waitMs(now);
            expect(ms === 0).toBe(numberMaySend(history, now, perSecond));
            expect(ms > 0 && numberMaySend(history, now + ms - 1, perSecond)).toBe(false);
            if (ms === 0) {
              send(window, now);
              history.push(now);
            } else if (inbound.next().value) {
              // What comes in asks nobody.
              window.count(now);
              history.push(now);
            }
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  it('Meta, who counts arrivals, never has more than the rate within a second, however long each message takes', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(1, 5, 20),
        fc.array(fc.tuple(fc.oneof(fc.constant(0), fc.nat({ max: 200 })), journeys(3000)), {
          maxLength: 200,
        }),
        (perSecond, messages) => {
          const window = new SlidingWindowLimiter(perSecond);
          const arrivals = sendAll(
            {
              waitMs: (now) => window.waitMs(now),
              send: (now) => window.send(now),
              answered: (_sentAt, answeredAt) => window.arrived(answeredAt),
            },
            messages.map(([wait, journey]) => ({ wait, ...journey })),
          );
          expect(shortestStretch(arrivals, perSecond)).toBeGreaterThanOrEqual(1000);
        },
      ),
      { numRuns: 300 },
    );
  });

  it.each([20, 80, 1000])('at %i a second uses at least 95 %% of the rate and never more', (perSecond) => {
    const window = new SlidingWindowLimiter(perSecond);
    const sent: number[] = [];
    for (let now = 0; now < 20_000;) {
      const ms = window.waitMs(now);
      if (ms > 0) now += ms;
      else {
        send(window, now);
        sent.push(now);
      }
    }
    expect(sent.length).toBeGreaterThanOrEqual(0.95 * 20 * perSecond);
    expect(shortestStretch(sent, perSecond)).toBeGreaterThanOrEqual(1000);
  });

  it('halves its rate when refused, however many refusals one burst brings, and recovers within ten seconds', () => {
    const window = new SlidingWindowLimiter(80);
    const sentWithin = (from: number, ms: number): number => {
      let count = 0;
      for (let now = from; now < from + ms; now += 1) {
        if (window.waitMs(now) > 0) continue;
        send(window, now);
        count += 1;
      }
      return count;
    };
    for (let refusal = 0; refusal < 50; refusal += 1) window.slowDown(0);
    expect(sentWithin(0, 1000)).toBe(0);
    expect(sentWithin(1000, 1000)).toBeLessThanOrEqual(48);
    expect(sentWithin(9000, 1010)).toBe(80);
  });

  it('keeps what it has sent when the rate changes', () => {
    const window = new SlidingWindowLimiter(80);
    for (let sent = 0; sent < 20; sent += 1) send(window, 0);
    const slower = window.at(20);
    expect(slower.waitMs(900)).toBe(110);
    expect(slower.at(1000).waitMs(900)).toBe(0);
  });
});
