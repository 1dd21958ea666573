import { describe, expect, it } from '@jest/globals';
import { FakeClock } from './fake-clock.js';

describe('FakeClock', () => {
  it('stands still until it is moved', async () => {
    const clock = new FakeClock({ startAt: 1000 });
    expect(clock.now()).toBe(1000);
    await clock.advance(500);
    expect(clock.now()).toBe(1500);
  });

  it('wakes sleepers in order, at their time, and lets them sleep again', async () => {
    const clock = new FakeClock({ startAt: 0 });
    const woken: string[] = [];
    const late = clock.sleep(300).then(() => woken.push(`late at ${clock.now()}`));
    const twice = clock
      .sleep(100)
      .then(() => woken.push(`first at ${clock.now()}`))
      .then(() => clock.sleep(100))
      .then(() => woken.push(`again at ${clock.now()}`));
    await clock.advance(99);
    expect(woken).toEqual([]);
    await clock.advance(201);
    await Promise.all([late, twice]);
    expect(woken).toEqual(['first at 100', 'again at 200', 'late at 300']);
    expect(clock.sleeping).toBe(0);
  });

  it('wakes a sleeper that is cancelled, with the reason', async () => {
    const clock = new FakeClock();
    const abort = new AbortController();
    const slept = clock.sleep(1000, abort.signal);
    abort.abort(new Error('no longer wanted'));
    await expect(slept).rejects.toThrow('no longer wanted');
    await expect(clock.sleep(1, abort.signal)).rejects.toThrow('no longer wanted');
    expect(clock.sleeping).toBe(0);
  });

  it('moves by itself where told to, and keeps what was asked for', async () => {
    const clock = new FakeClock({ startAt: 0, autoAdvance: true });
    await clock.sleep(1000);
    await clock.sleep(4000);
    expect(clock.now()).toBe(5000);
    expect(clock.sleeps).toEqual([1000, 4000]);
  });
});
