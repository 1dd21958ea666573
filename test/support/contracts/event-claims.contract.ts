import { beforeEach, describe, expect, it } from '@jest/globals';
import type { EventClaims } from '../../../libs/whatsapp/src/webhooks/intake/event-claims.js';

/** Claims under test, and what the test needs of the world around it. */
export interface EventClaimsUnderTest {
  readonly store: EventClaims;
  /** Lets time pass for the store. */
  advance(ms: number): Promise<void>;
}

const leaseMs = 60_000;

/** Tests claims over every storage. */
export function describeEventClaims(name: string, create: () => Promise<EventClaimsUnderTest>): void {
  describe(`${name} as EventClaims`, () => {
    let test: EventClaimsUnderTest;
    let store: EventClaims;

    beforeEach(async () => {
      test = await create();
      store = test.store;
    });

    it('gives a claim to one of many who ask at once', async () => {
      const asked = await Promise.all(Array.from({ length: 20 }, () => store.claim('k', leaseMs)));
      expect(asked.filter(({ state }) => state === 'claimed')).toEqual([
        { state: 'claimed', attempt: 1, succeeded: [], passed: false },
      ]);
      expect(asked.filter(({ state }) => state === 'busy')).toHaveLength(19);
    });

    it('keeps keys apart', async () => {
      await store.claim('k', leaseMs);
      expect(await store.claim('K', leaseMs)).toEqual({
        state: 'claimed',
        attempt: 1,
        succeeded: [],
        passed: false,
      });
    });

    it('gives what has failed again, and counts', async () => {
      await store.claim('k', leaseMs);
      await store.release('k', 1);
      expect(await store.claim('k', leaseMs)).toEqual({
        state: 'claimed',
        attempt: 2,
        succeeded: [],
        passed: true,
      });
      await store.release('k', 2);
      expect(await store.claim('k', leaseMs)).toEqual({
        state: 'claimed',
        attempt: 3,
        succeeded: [],
        passed: true,
      });
    });

    it('never gives again what is complete', async () => {
      await store.claim('k', leaseMs);
      await store.complete('k', 1);
      expect(await store.claim('k', leaseMs)).toEqual({ state: 'done' });
      await test.advance(leaseMs * 2);
      expect(await store.claim('k', leaseMs)).toEqual({ state: 'done' });
    });

    it('counts no attempt where a claim is given back, and knows whether interceptors have seen the message', async () => {
      await store.claim('k', leaseMs);
      await store.giveBack('k', 1, false);
      expect(await store.claim('k', leaseMs)).toMatchObject({ attempt: 1, passed: false });
      await store.giveBack('k', 1, true);
      for (const attempt of [1, 2]) {
        expect(await store.claim('k', leaseMs)).toMatchObject({ attempt, passed: true });
        await store.release('k', attempt);
      }
    });

    it('gives a claim to somebody else when its lease has ended, not before', async () => {
      await store.claim('k', leaseMs);
      await test.advance(leaseMs - 1000);
      expect(await store.claim('k', leaseMs)).toEqual({ state: 'busy' });
      await test.advance(1001);
      expect(await store.claim('k', leaseMs)).toEqual({
        state: 'claimed',
        attempt: 2,
        succeeded: [],
        passed: true,
      });
    });

    it('begins a lease anew for who renews it', async () => {
      await store.claim('k', leaseMs);
      await test.advance(leaseMs - 1000);
      expect(await store.renew('k', 1, leaseMs)).toBe(true);
      await test.advance(leaseMs - 1000);
      expect(await store.claim('k', leaseMs)).toEqual({ state: 'busy' });
    });

    it('does not listen to who has lost the claim', async () => {
      await store.claim('k', leaseMs);
      await test.advance(leaseMs + 1);
      await store.claim('k', leaseMs);
      expect(await store.renew('k', 1, leaseMs)).toBe(false);
      await store.release('k', 1);
      await store.complete('k', 1);
      expect(await store.claim('k', leaseMs)).toEqual({ state: 'busy' });
      await store.complete('k', 2);
      expect(await store.claim('k', leaseMs)).toEqual({ state: 'done' });
    });

    it('knows which handlers have succeeded when it is given again', async () => {
      await store.claim('k', leaseMs);
      await store.note('k', 1, 'a');
      await store.note('k', 1, 'b');
      await store.release('k', 1);
      expect(await store.claim('k', leaseMs)).toEqual({
        state: 'claimed',
        attempt: 2,
        succeeded: ['a', 'b'],
        passed: true,
      });
      await store.note('k', 1, 'of a claim that is lost');
      await store.note('k', 2, 'c');
      await test.advance(leaseMs + 1);
      expect(await store.claim('k', leaseMs)).toEqual({
        state: 'claimed',
        attempt: 3,
        succeeded: ['a', 'b', 'c'],
        passed: true,
      });
    });

    it('remembers for seven days', async () => {
      await store.claim('k', leaseMs);
      await store.complete('k', 1);
      await test.advance(7 * 86_400_000 - 60_000);
      expect(await store.claim('k', leaseMs)).toEqual({ state: 'done' });
    });
  });
}
