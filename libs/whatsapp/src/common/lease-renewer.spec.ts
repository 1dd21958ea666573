import { describe, expect, it } from '@jest/globals';
import { FakeClock } from '../testing/fake-clock.js';
import { LeaseRenewer } from './lease-renewer.js';
import { SharedTimer } from './shared-timer.js';

const leaseMs = 60_000;

describe('LeaseRenewer', () => {
  const renewerOn = (clock: FakeClock) => {
    const timer = new SharedTimer(clock);
    return { timer, renewer: new LeaseRenewer(timer, leaseMs) };
  };

  it('renews a lease three times while it lasts, as long as it is held, with one timer for all', async () => {
    const clock = new FakeClock();
    const { renewer } = renewerOn(clock);
    const renewed = { a: 0, b: 0 };
    const letGo = (['a', 'b'] as const).map((key) =>
      renewer.hold({ renew: () => Promise.resolve((renewed[key] += 1)) }),
    );
    expect(clock.sleeping).toBe(1);
    await clock.advance(600_000);
    expect(renewed).toEqual({ a: 30, b: 30 });
    letGo.forEach((release) => release());
    await clock.advance(leaseMs);
    expect([renewed.a, clock.sleeping]).toEqual([30, 0]);
  });

  it('tells before its end that a lease could not be renewed, whether the storage fails or does not answer', async () => {
    for (const renew of [() => Promise.reject(new Error('away')), () => new Promise(() => {})]) {
      const clock = new FakeClock();
      const { renewer } = renewerOn(clock);
      let lostAfter: number | undefined;
      renewer.hold({ renew, lost: () => (lostAfter = clock.monotonic()), askedAt: clock.monotonic() });
      const began = clock.monotonic();
      await clock.advance(2 * leaseMs);
      expect((lostAfter ?? 0) - began).toBe(leaseMs * (11 / 12));
      expect(clock.sleeping).toBe(0);
    }
  });

  it('does not tell it of one that is renewed again in time', async () => {
    const clock = new FakeClock();
    const { renewer } = renewerOn(clock);
    let calls = 0;
    let isLost = false;
    const renew = () => ((calls += 1) % 2 === 0 ? Promise.resolve() : Promise.reject(new Error('away')));
    renewer.hold({ renew, lost: () => (isLost = true) });
    await clock.advance(20 * leaseMs);
    expect([isLost, calls]).toEqual([false, 60]);
  });

  it('wakes no more often for a thousand leases than for a few', async () => {
    const clock = new FakeClock();
    const timer = new SharedTimer(clock);
    const renewer = new LeaseRenewer(timer, leaseMs);
    let wakes = 0;
    timer.add(() => {
      wakes += 1;
      return Number.POSITIVE_INFINITY;
    });
    for (let count = 0; count < 1000; count += 1) {
      renewer.hold({ renew: () => Promise.resolve(), lost: () => undefined });
      await clock.advance(7);
    }
    wakes = 0;
    await clock.advance(leaseMs);
    expect(wakes).toBeLessThanOrEqual(13);
  });

  it('leaves no timer behind when it is stopped', async () => {
    const clock = new FakeClock();
    const { timer, renewer } = renewerOn(clock);
    renewer.hold({ renew: () => Promise.resolve() });
    expect(clock.sleeping).toBe(1);
    timer.stop();
    await clock.advance(0);
    expect(clock.sleeping).toBe(0);
  });
});
