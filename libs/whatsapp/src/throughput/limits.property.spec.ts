import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { NumberWindow } from './number-window.js';
import { PairAllowance } from './pair-allowance.js';

/** What the pair rule keeps away from its borders. */
const margin = 200;

/** The pair rule as the platform rules word it, over the whole history and with no state of its own. */
function pairMaySend(history: readonly number[], now: number): boolean {
  const bursts: number[][] = [];
  for (const time of history) {
    const burst = bursts.at(-1);
    if (burst && time < Number(burst[0]) + 6000 * burst.length + margin) burst.push(time);
    else bursts.push([time]);
  }
  const last = bursts.at(-1);
  if (!last) return true;
  const start = Number(last[0]);
  return now >= start + 6000 * last.length + margin || (now < start + 6000 - margin && last.length < 45);
}

/** The number rule: so many within a second and its margin, a quarter of them within a fifth of that. */
function numberMaySend(history: readonly number[], now: number, perSecond: number): boolean {
  const since = (ms: number): number => history.filter((time) => time > now - ms).length;
  return since(1030) < perSecond && since(206) < Math.ceil(perSecond / 4);
}

/** The shortest time between a message and the one that comes so many after it. */
function shortestStretch(sent: readonly number[], messages: number): number {
  return Math.min(...sent.slice(messages).map((time, index) => time - Number(sent[index])));
}

/** Steps of time, often exactly those that the rules are made of. */
const steps = (special: readonly number[], max: number): fc.Arbitrary<number[]> =>
  fc.array(fc.oneof(fc.constantFrom(...special), fc.nat({ max })), { maxLength: 400 });

describe('PairAllowance', () => {
  it('decides as the rule does, whatever was sent when', () => {
    fc.assert(
      fc.property(steps([0, 0, 0, 1, 5799, 5800, 6200, 12_200, 270_200], 20_000), (waits) => {
        const allowance = new PairAllowance();
        const history: number[] = [];
        let now = 0;
        for (const wait of waits) {
          now += wait;
          expect(allowance.waitMs(now) === 0).toBe(pairMaySend(history, now));
          if (allowance.waitMs(now) === 0) {
            allowance.add(now);
            history.push(now);
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  it('names the wait exactly: a millisecond earlier is too early', () => {
    fc.assert(
      fc.property(steps([0, 0, 1, 6200], 3000), (waits) => {
        const allowance = new PairAllowance();
        const history: number[] = [];
        let now = 0;
        for (const wait of waits) {
          now += wait;
          const ms = allowance.waitMs(now);
          expect(ms > 0 && pairMaySend(history, now + ms - 1)).toBe(false);
          now += ms;
          expect(pairMaySend(history, now)).toBe(true);
          allowance.add(now);
          history.push(now);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('never exceeds what is earned and one burst, over any stretch of time', () => {
    const allowance = new PairAllowance();
    const sent: number[] = [];
    for (let now = 0; now < 3_600_000; now += 500) {
      while (allowance.waitMs(now) === 0) {
        allowance.add(now);
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
    for (let sent = 0; sent < 20; sent += 1) allowance.add(0);
    expect(allowance.waitMs(6000)).toBe(114_200);
    expect(allowance.waitMs(120_199)).toBe(1);
    expect(allowance.waitMs(120_200)).toBe(0);
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
    allowance.add(now);
    expect(allowance.waitMs(now + 1)).toBe(6199);
    now += 60_000;
    allowance.add(now);
    expect(allowance.waitMs(now + 1)).toBe(0);
  });
});

describe('NumberWindow', () => {
  it('decides as the rule does, at every rate, whatever came in besides', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(1, 2, 20, 80, 1000),
        steps([0, 0, 0, 0, 1, 12, 206, 1030], 60),
        fc.infiniteStream(fc.boolean()),
        (perSecond, waits, inbound) => {
          const window = new NumberWindow(perSecond);
          const history: number[] = [];
          let now = 0;
          for (const wait of waits) {
            now += wait;
            const ms = window.waitMs(now);
            expect(ms === 0).toBe(numberMaySend(history, now, perSecond));
            expect(ms > 0 && numberMaySend(history, now + ms - 1, perSecond)).toBe(false);
            expect(numberMaySend(history, now + ms, perSecond)).toBe(true);
            // What comes in asks nobody.
            if (ms === 0 || inbound.next().value) {
              window.add(now);
              history.push(now);
            }
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  it.each([20, 80, 1000])('at %i a second uses at least 95 %% of the rate and never more', (perSecond) => {
    const window = new NumberWindow(perSecond);
    const sent: number[] = [];
    for (let now = 0; now < 20_000;) {
      const ms = window.waitMs(now);
      if (ms > 0) now += ms;
      else {
        window.add(now);
        sent.push(now);
      }
    }
    expect(sent.length).toBeGreaterThanOrEqual(0.95 * 20 * perSecond);
    expect(shortestStretch(sent, perSecond)).toBeGreaterThanOrEqual(1000);
  });

  it('halves its rate when refused, however many refusals one burst brings, and recovers within ten seconds', () => {
    const window = new NumberWindow(80);
    const sentWithin = (from: number, ms: number): number => {
      let count = 0;
      for (let now = from; now < from + ms; now += 1) {
        if (window.waitMs(now) > 0) continue;
        window.add(now);
        count += 1;
      }
      return count;
    };
    for (let refusal = 0; refusal < 50; refusal += 1) window.slowDown(0);
    expect(sentWithin(0, 1000)).toBe(0);
    expect(sentWithin(1000, 1000)).toBeLessThanOrEqual(48);
    expect(sentWithin(9000, 1030)).toBe(80);
  });

  it('keeps what it has sent when the rate changes', () => {
    const window = new NumberWindow(80);
    for (let sent = 0; sent < 20; sent += 1) window.add(0);
    const slower = window.at(20);
    expect(slower.waitMs(900)).toBe(130);
    expect(slower.at(1000).waitMs(900)).toBe(0);
  });
});
