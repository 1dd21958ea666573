import { describe, expect, it } from '@jest/globals';
import { LeaseRenewer, SharedTimer } from '../../libs/whatsapp/src/common/internal.js';
import { MemoryStorage } from '../../libs/whatsapp/src/storage/index.js';
import { FakeClock } from '../../libs/whatsapp/src/testing/fake-clock.js';
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

describe('a claim that is held', () => {
  it('is nobody else’s for as long as it is renewed', async () => {
    const clock = new FakeClock();
    const store = claimsOn(clock);
    await store.claim('a', 60_000);
    const renewer = new LeaseRenewer(new SharedTimer(clock), 60_000);
    const letGo = renewer.hold({ renew: () => store.renew('a', 1, 60_000) });
    await clock.advance(600_000);
    expect(await store.claim('a', 60_000)).toEqual({ state: 'busy' });
    letGo();
    await clock.advance(90_000);
    expect(await store.claim('a', 60_000)).toEqual({
      state: 'claimed',
      attempt: 2,
      succeeded: [],
      passed: true,
    });
  });
});
