import { describe, expect, it } from '@jest/globals';
import { FakeClock } from '../testing/fake-clock.js';
import { Timeouts } from './timeouts.js';

describe('Timeouts', () => {
  it('fire in the order of their times, unless they were taken back', async () => {
    const clock = new FakeClock();
    const timeouts = new Timeouts(clock);
    const fired: string[] = [];
    timeouts.after(2000, () => fired.push('second'));
    timeouts.after(1000, () => fired.push('first'));
    timeouts.after(1500, () => fired.push('taken back'))();
    await clock.advance(1999);
    expect(fired).toEqual(['first']);
    await clock.advance(1);
    expect(fired).toEqual(['first', 'second']);
    expect(clock.sleeping).toBe(0);
  });

  it('that were taken back are not kept until their time', async () => {
    const clock = new FakeClock();
    const timeouts = new Timeouts(clock);
    const fired: string[] = [];
    timeouts.after(3000, () => fired.push('kept'));
    for (let count = 0; count < 10_000; count += 1) timeouts.after(86_400_000, () => fired.push('late'))();
    expect(timeouts.size).toBeLessThan(200);
    await clock.advance(86_400_000);
    expect(fired).toEqual(['kept']);
  });
});
