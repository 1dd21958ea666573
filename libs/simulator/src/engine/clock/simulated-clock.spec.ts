import { describe, expect, it } from '@jest/globals';
import { SimulatedClock } from './simulated-clock.js';

const START = Date.UTC(2026, 0, 1);

function stopped(): SimulatedClock {
  const clock = new SimulatedClock(START);
  clock.setSpeed(0);
  return clock;
}

describe('the simulated clock', () => {
  it('does on the way what falls due, each at its time and in order, what is scheduled on the way too', async () => {
    const clock = stopped();
    const done: [string, number][] = [];
    const note = (name: string) => () => void done.push([name, Math.round(clock.now() - START)]);
    clock.schedule(300, note('third'));
    clock.schedule(100, () => {
      note('first')();
      clock.schedule(100, note('second'));
    });
    clock.schedule(300, note('fourth'));
    clock.schedule(5000, note('never'));
    await clock.advance(1000);
    expect(done).toEqual([
      ['first', 100],
      ['second', 200],
      ['third', 300],
      ['fourth', 300],
    ]);
    expect(Math.round(clock.now() - START)).toBe(1000);
  });

  it('waits for what it does before it goes on', async () => {
    const clock = stopped();
    const order: string[] = [];
    clock.schedule(1, async () => {
      await new Promise((resolve) => setImmediate(resolve));
      order.push('slow');
    });
    clock.schedule(2, () => void order.push('next'));
    await clock.advance(10);
    expect(order).toEqual(['slow', 'next']);
  });

  it('goes with real time, faster when told to, and stands still at 0', async () => {
    const clock = new SimulatedClock(START);
    clock.setSpeed(1000);
    for (let times = 0; times < 20; times++) {
      const before = clock.now();
      expect(await clock.wait(10_000)).toBe(true);
      expect(clock.now() - before).toBeGreaterThanOrEqual(10_000);
    }
    clock.setSpeed(0);
    const frozen = clock.now();
    await new Promise((resolve) => setImmediate(resolve));
    expect(clock.now()).toBe(frozen);
  });

  it('drops what is left when it stops, and what comes later', async () => {
    const clock = stopped();
    const waiting = clock.wait(1000);
    clock.stop();
    expect(await waiting).toBe(false);
    expect(await clock.wait(0)).toBe(false);
  });

  it('takes a task back, and goes neither backwards nor at a negative speed', async () => {
    const clock = stopped();
    let done = false;
    clock.schedule(10, () => void (done = true))();
    await clock.advance(20);
    expect(done).toBe(false);
    await expect(clock.advance(-1)).rejects.toThrow('only goes forwards');
    expect(() => clock.setSpeed(-1)).toThrow('must be 0 or more');
  });

  it('keeps ten thousand tasks in order', async () => {
    const clock = stopped();
    const done: number[] = [];
    for (let n = 0; n < 10_000; n += 1) {
      const ms = (n * 7919) % 10_007;
      clock.schedule(ms, () => void done.push(ms));
    }
    await clock.advance(20_000);
    expect(done).toEqual(done.toSorted((a, b) => a - b));
    expect(done).toHaveLength(10_000);
  });
});
