import { beforeEach, describe, expect, it } from '@jest/globals';
import type { WhatsAppUser } from 'nestjs-whatsapp';
import type { WindowFacts } from '../../../libs/whatsapp/src/conversations/window-record.js';
import type { WindowStore } from '../../../libs/whatsapp/src/conversations/window-store.js';
import type { UserDirectory } from '../../../libs/whatsapp/src/users/internal.js';

/** A store under test, and what the test needs of the world around it. */
export interface WindowStoreUnderTest {
  readonly store: WindowStore;
  readonly directory: UserDirectory;
  /** The time for which it remembers what nothing more was heard of. */
  readonly ttlMs: number;
  /** The most windows that it holds; left out where it has no limit that a test could reach. */
  readonly maxWindows?: number;
  /** Lets time pass for the store. */
  advance(ms: number): Promise<void>;
  now(): number;
}

const phoneNumberId = '106540352242922';
const day = 86_400_000;
const ana = { phoneNumberId, userId: 'US.1', waId: '16505551234' };
const anaById = { phoneNumberId, userId: 'US.1' };
const anaByPhone = { phoneNumberId, waId: '16505551234' };

/** Tests the records of windows, over any storage. */
export function describeWindowStore(name: string, create: () => Promise<WindowStoreUnderTest>): void {
  describe(`windows ${name}`, () => {
    let test: WindowStoreUnderTest;
    let store: WindowStore;

    beforeEach(async () => {
      test = await create();
      store = test.store;
    });

    /** Written as a webhook tells it. */
    async function learn(user: WhatsAppUser, facts: WindowFacts, at = timeOf(facts)): Promise<void> {
      await test.directory.learn([{ ...user, at }]);
      await store.merge(user, facts, at);
    }

    const all = { closesFrom: 0, limit: 1_000 };

    it('knows nothing of who was never heard of', async () => {
      expect(await store.find(ana)).toBeUndefined();
      expect(await store.list(all)).toEqual({ windows: [] });
    });

    it('finds a user by each id', async () => {
      const everyId = { ...ana, parentUserId: 'US.ENT.7' };
      await learn(everyId, { userWroteAt: 1_000, knownSince: 1_000 });
      const expected = { ...everyId, userWroteAt: 1_000, knownSince: 1_000 };
      for (const user of [anaById, anaByPhone, ana, { phoneNumberId, parentUserId: 'US.ENT.7' }]) {
        expect(await store.find(user)).toEqual(expected);
      }
    });

    it('keeps one business number apart from another', async () => {
      await learn(ana, { userWroteAt: 1_000 });
      expect(await store.find({ ...ana, phoneNumberId: '2' })).toBeUndefined();
    });

    it('adds facts in any order, and never goes back', async () => {
      await learn(ana, { userWroteAt: 2_000, knownSince: 2_000, freeEntryPointExpiresAt: 9_000 });
      await learn(ana, { userWroteAt: 1_000, knownSince: 2_500, refusedAt: 1_500, referredAt: 1_000 });
      expect(await store.find(ana)).toEqual({
        ...ana,
        userWroteAt: 2_000,
        knownSince: 2_000,
        refusedAt: 1_500,
        referredAt: 1_000,
        freeEntryPointExpiresAt: 9_000,
      });
    });

    it('loses nothing of what many learn at once', async () => {
      await Promise.all(
        Array.from({ length: 50 }, (_, index) =>
          learn(index % 2 === 0 ? ana : anaById, index === 17 ? { referredAt: 5 } : { userWroteAt: index }),
        ),
      );
      expect(await store.find(anaByPhone)).toMatchObject({ userWroteAt: 49, referredAt: 5 });
    });

    it('passes on what was known of a phone number to the first user id that it is seen with', async () => {
      await learn(anaByPhone, { userWroteAt: 1_000 });
      expect(await store.find(ana)).toMatchObject({ userWroteAt: 1_000 });
      await learn(ana, { userWroteAt: 2_000 });
      expect(await store.find(anaById)).toMatchObject({ userWroteAt: 2_000 });
      expect((await store.list(all)).windows).toHaveLength(1);
    });

    it('joins what it knows of a phone number and of a user id as soon as it is asked for both', async () => {
      await learn(anaByPhone, { userWroteAt: 1_000 });
      await learn(anaById, { refusedAt: 2_000 });
      expect(await store.find(anaById)).not.toHaveProperty('userWroteAt');
      expect(await store.find(ana)).toMatchObject({ ...ana, userWroteAt: 1_000, refusedAt: 2_000 });
    });

    it('does not take a phone number that has a new owner for the old one', async () => {
      await learn(ana, { userWroteAt: 1_000 });
      const other: WhatsAppUser = { phoneNumberId, userId: 'US.2', waId: ana.waId };
      await learn(other, { refusedAt: 3_000 });
      expect(await store.find(anaByPhone)).toEqual({ ...other, refusedAt: 3_000 });
      expect(await store.find(anaById)).toEqual({ ...anaById, userWroteAt: 1_000 });
    });

    it('finds a renamed user by the ids of before and of now', async () => {
      await learn(ana, { userWroteAt: 1_000 });
      const now = { phoneNumberId, userId: 'US.9', waId: '16505559999' };
      await test.directory.learnChange(ana, now, 1_500);
      for (const user of [ana, anaById, now, { phoneNumberId, userId: 'US.9' }]) {
        expect(await store.find(user)).toEqual({ ...now, userWroteAt: 1_000 });
      }
      // The former number may be a stranger's by now.
      expect(await store.find(anaByPhone)).toBeUndefined();
      await learn({ phoneNumberId, waId: now.waId }, { userWroteAt: 2_000 });
      expect(await store.find(anaById)).toMatchObject({ userWroteAt: 2_000 });
      expect((await store.list(all)).windows).toHaveLength(1);
    });

    it('joins both where the new ids are known already, and takes a rename for what it is only once', async () => {
      const now = { phoneNumberId, userId: 'US.9' };
      await learn(ana, { userWroteAt: 1_000, referredAt: 500 });
      await learn(now, { userWroteAt: 2_000 });
      await test.directory.learnChange(anaById, now, 1_500);
      await test.directory.learnChange(anaById, now, 1_500);
      await test.directory.learnChange({ phoneNumberId, userId: 'US.never-seen' }, now, 1_500);
      expect(await store.find(anaByPhone)).toMatchObject({ ...now, userWroteAt: 2_000, referredAt: 500 });
    });

    it('lists whose window closes first, page by page', async () => {
      const users = [5, 3, 1, 4, 2].map((index) => ({ phoneNumberId, userId: `US.${index}` }));
      for (const user of users) await learn(user, { userWroteAt: Number(user.userId.slice(3)) * 1_000 });
      await learn({ phoneNumberId: '2', userId: 'US.1' }, { userWroteAt: 3_500 });
      await learn({ phoneNumberId, userId: 'US.0' }, { refusedAt: 9_000 });
      const seen: (string | undefined)[] = [];
      let after: string | undefined;
      do {
        const page = await store.list({ phoneNumberId, closesFrom: day + 1_001, limit: 2, after });
        expect(page.windows.length).toBeLessThanOrEqual(2);
        seen.push(...page.windows.map(({ userId }) => userId));
        after = page.next;
      } while (after !== undefined);
      expect(seen).toEqual(['US.2', 'US.3', 'US.4', 'US.5']);
      expect((await store.list({ closesFrom: day + 1_001, limit: 10 })).windows).toHaveLength(5);
    });

    it('forgets after its time, which everything that is heard begins anew', async () => {
      await learn(ana, { userWroteAt: 1_000 });
      await test.advance(test.ttlMs - 1);
      await learn(ana, { userWroteAt: 2_000 });
      await test.advance(test.ttlMs - 1);
      expect(await store.find(anaByPhone)).toMatchObject({ userWroteAt: 2_000 });
      await test.advance(2);
      expect(await store.find(anaByPhone)).toBeUndefined();
    });

    it('holds no more than it may: who was not heard of for longest goes', async () => {
      const { maxWindows } = test;
      if (maxWindows === undefined) return;
      for (let index = 0; index <= maxWindows; index++) {
        await learn({ phoneNumberId, userId: `US.${index}` }, { userWroteAt: 1_000 + index });
      }
      expect(await store.find({ phoneNumberId, userId: 'US.0' })).toBeUndefined();
      expect((await store.list(all)).windows).toHaveLength(maxWindows);
    });
  });
}

function timeOf(facts: WindowFacts): number {
  return Math.max(0, ...Object.values(facts).filter((time) => typeof time === 'number'));
}
