import { describe, expect, it } from '@jest/globals';
import { SharedTimer } from '../../libs/whatsapp/src/common/internal.js';
import { MemoryStorage } from '../../libs/whatsapp/src/storage/index.js';
import { FakeClock } from '../../libs/whatsapp/src/testing/fake-clock.js';
import { LeaseKeeper } from '../../libs/whatsapp/src/webhooks/intake/lease-keeper.js';
import { EventClaims } from '../../libs/whatsapp/src/webhooks/intake/event-claims.js';
import { MemoryUserAliases } from '../../libs/whatsapp/src/webhooks/users/memory-user-aliases.js';
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
    const keeper = new LeaseKeeper(store, new SharedTimer(clock), 60_000);
    const letGo = await Promise.all(
      ['a', 'b'].map(async (key) => {
        await store.claim(key, 60_000);
        return keeper.hold(key, 1);
      }),
    );
    expect(clock.sleeping).toBe(1);
    await clock.advance(600_000);
    expect(await store.claim('a', 60_000)).toEqual({ state: 'busy' });
    letGo.forEach((release) => release());
    await clock.advance(90_000);
    expect(clock.sleeping).toBe(0);
    expect(await store.claim('b', 60_000)).toEqual({ state: 'claimed', attempt: 2, succeeded: [] });
  });

  it('leaves no timer behind when it is stopped', async () => {
    const clock = new FakeClock();
    const timer = new SharedTimer(clock);
    new LeaseKeeper(claimsOn(clock), timer, 60_000).hold('a', 1);
    expect(clock.sleeping).toBe(1);
    timer.stop();
    await clock.advance(0);
    expect(clock.sleeping).toBe(0);
  });
});

describe('MemoryUserAliases', () => {
  it('knows a user of one number by either id, the last seen, within its bound', async () => {
    const aliases = new MemoryUserAliases({ maxAliases: 2 });
    await aliases.learn({ phoneNumberId: 'p', userId: 'US.1', waId: '1' });
    expect(await aliases.userIdOf('p', '1')).toBe('US.1');
    expect(await aliases.waIdOf('p', 'US.1')).toBe('1');
    expect(await aliases.userIdOf('q', '1')).toBeUndefined();
    await aliases.learn({ phoneNumberId: 'p', userId: 'US.9', waId: '1' });
    expect(await aliases.userIdOf('p', '1')).toBe('US.9');
    for (const waId of ['2', '3']) await aliases.learn({ phoneNumberId: 'p', userId: `US.${waId}`, waId });
    expect(await aliases.userIdOf('p', '1')).toBeUndefined();
    expect(await aliases.knows('p', '1')).toBe(false);
  });

  it('takes a number that passes to somebody else from who had it, and a user who gets another one from the former', async () => {
    const aliases = new MemoryUserAliases({ maxAliases: 9 });
    await aliases.learn({ phoneNumberId: 'p', userId: 'US.1', waId: '1' });
    await aliases.learn({ phoneNumberId: 'p', userId: 'US.2', waId: '1' });
    expect(await aliases.waIdOf('p', 'US.1')).toBeUndefined();
    expect([await aliases.waIdOf('p', 'US.2'), await aliases.userIdOf('p', '1')]).toEqual(['1', 'US.2']);
    await aliases.learn({ phoneNumberId: 'p', userId: 'US.2', waId: '3' });
    expect([await aliases.userIdOf('p', '1'), await aliases.knows('p', '1')]).toEqual([undefined, true]);
    expect([await aliases.waIdOf('p', 'US.2'), await aliases.userIdOf('p', '3')]).toEqual(['3', 'US.2']);
  });

  it('knows a user by every spelling of one number', async () => {
    const aliases = new MemoryUserAliases({ maxAliases: 9 });
    for (const waId of ['22997001234', '2290197001234'])
      await aliases.learn({ phoneNumberId: 'p', userId: 'BJ.1', waId });
    expect(await aliases.userIdOf('p', '22997001234')).toBe('BJ.1');
    expect(await aliases.userIdOf('p', '2290197001234')).toBe('BJ.1');
  });

  it('knows a user who was seen with a phone number alone, and forgets no user id for that', async () => {
    const aliases = new MemoryUserAliases({ maxAliases: 2 });
    await aliases.learn({ phoneNumberId: 'p', waId: '1' });
    expect([await aliases.knows('p', '1'), await aliases.knows('q', '1')]).toEqual([true, false]);
    expect(await aliases.userIdOf('p', '1')).toBeUndefined();
    await aliases.learn({ phoneNumberId: 'p', userId: 'US.1', waId: '1' });
    await aliases.learn({ phoneNumberId: 'p', waId: '1' });
    expect(await aliases.userIdOf('p', '1')).toBe('US.1');
  });
});
