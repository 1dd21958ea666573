import { describe, expect, it } from '@jest/globals';
import { SharedTimer } from '../../libs/whatsapp/src/common/internal.js';
import { MemoryStorage } from '../../libs/whatsapp/src/storage/index.js';
import { FakeClock } from '../../libs/whatsapp/src/testing/fake-clock.js';
import { LeaseKeeper } from '../../libs/whatsapp/src/webhooks/intake/lease-keeper.js';
import { EventClaims } from '../../libs/whatsapp/src/webhooks/intake/event-claims.js';
import { describeEventClaims } from '../support/contracts/event-claims.contract.js';

const options = { claimTtlMs: 7 * 86_400_000 };
const claimsOn = (clock: FakeClock) => new EventClaims(new MemoryStorage(clock), options);

describeEventClaims('the memory', () => {
  const clock = new FakeClock();
  return Promise.resolve({
    store: claimsOn(clock),
    advance: (ms) => clock.advance(ms),
  });
});

describe('LeaseKeeper', () => {
  it('keeps a claim for as long as it is held, with one timer for all', async () => {
    const clock = new FakeClock();
    const store = claimsOn(clock);
    const keeper = new LeaseKeeper(new SharedTimer(clock), 60_000);
    const letGo = await Promise.all(
      ['a', 'b'].map(async (key) => {
        await store.claim(key, 60_000);
        return keeper.hold(() => store.renew(key, 1, 60_000));
      }),
    );
    expect(clock.sleeping).toBe(1);
    await clock.advance(600_000);
    expect(await store.claim('a', 60_000)).toEqual({ state: 'busy' });
    letGo.forEach((release) => release());
    await clock.advance(90_000);
    expect(clock.sleeping).toBe(0);
    expect(await store.claim('b', 60_000)).toEqual({
      state: 'claimed',
      attempt: 2,
      succeeded: [],
      passed: true,
    });
  });

  it('leaves no timer behind when it is stopped', async () => {
    const clock = new FakeClock();
    const timer = new SharedTimer(clock);
    new LeaseKeeper(timer, 60_000).hold(() => Promise.resolve());
    expect(clock.sleeping).toBe(1);
    timer.stop();
    await clock.advance(0);
    expect(clock.sleeping).toBe(0);
  });
});
