import { beforeEach, describe, expect, it } from '@jest/globals';
import { FakeClock } from '../testing/fake-clock.js';
import { DeadlineTracker, type DeadlineWork } from './deadline-tracker.js';

const minute = 60_000;

describe('DeadlineTracker', () => {
  let clock: FakeClock;
  let start: number;
  let swept: number[];
  let failures: unknown[];

  beforeEach(() => {
    clock = new FakeClock();
    start = clock.now();
    swept = [];
    failures = [];
  });

  /** Deadlines by their times; each is gone when it was swept. */
  function trackerOf(deadlines: number[], work: Partial<DeadlineWork> = {}): DeadlineTracker {
    return new DeadlineTracker(clock, {
      next: () => Promise.resolve(deadlines.toSorted((a, b) => a - b)[0]),
      sweep: (now) => {
        swept.push(now - start);
        for (const at of deadlines.filter((time) => time <= now)) deadlines.splice(deadlines.indexOf(at), 1);
        return Promise.resolve();
      },
      failed: (error) => failures.push(error),
      ...work,
    });
  }

  it('sweeps what is due while others are planned during every look-up', async () => {
    const deadlines = [start];
    const tracker: DeadlineTracker = trackerOf(deadlines, {
      next: async () => {
        tracker.plan(start + 30 * minute);
        await clock.advance(0);
        return deadlines[0];
      },
    });
    tracker.plan();
    for (let turn = 0; turn < 10; turn += 1) await clock.advance(0);
    expect(swept[0]).toBe(0);
    tracker.stop();
  });

  it('wakes for a deadline that was planned during a look-up which did not see it', async () => {
    const deadlines = [start + 5 * minute];
    const tracker: DeadlineTracker = trackerOf(deadlines, {
      next: async () => {
        const [found] = deadlines;
        if (deadlines.length === 1) {
          deadlines.unshift(start + minute);
          tracker.plan(start + minute);
        }
        await clock.advance(0);
        return found;
      },
    });
    tracker.plan();
    await clock.advance(minute);
    expect(swept).toEqual([minute]);
    tracker.stop();
  });

  it('tries again after a second, then after twice as long, and after a second again once it has succeeded', async () => {
    const triedAt: number[] = [];
    let failing = 4;
    const deadlines = [start];
    const tracker = trackerOf(deadlines, {
      sweep: () => {
        triedAt.push((clock.now() - start) / 1000);
        failing -= 1;
        if (failing >= 0) return Promise.reject(new Error('away'));
        deadlines.shift();
        return Promise.resolve();
      },
    });
    tracker.plan(start);
    await clock.advance(0);
    await clock.advance(15_000);
    expect(triedAt).toEqual([0, 1, 3, 7, 15]);
    expect(failures).toHaveLength(4);
    failing = 1;
    deadlines.push(clock.now());
    tracker.plan(clock.now());
    await clock.advance(0);
    await clock.advance(1000);
    expect(triedAt.slice(5)).toEqual([15, 16]);
    expect(clock.sleeping).toBe(0);
  });

  it('waits a minute at most until it tries again, and does not fail faster than that when a look-up fails', async () => {
    const tracker = trackerOf([start], { next: () => Promise.reject(new Error('away')) });
    tracker.plan(start);
    await clock.advance(0);
    await clock.advance(60 * minute);
    expect(Math.max(...clock.sleeps)).toBe(minute);
    expect(failures.length).toBeLessThan(70);
    tracker.stop();
    expect(clock.sleeping).toBe(0);
  });

  it('leaves no sleep behind when it is stopped during a look-up', async () => {
    const tracker: DeadlineTracker = trackerOf([start + minute], {
      next: () => {
        tracker.stop();
        return Promise.resolve(start + minute);
      },
    });
    tracker.plan();
    await clock.advance(0);
    expect(clock.sleeping).toBe(0);
  });
});
