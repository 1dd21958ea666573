import { beforeEach, describe, expect, it } from '@jest/globals';
import { ConsentStoreFullError, type ConsentStatement, type ConsentStore } from 'nestjs-whatsapp';

/** A store under test. */
export interface ConsentStoreUnderTest {
  readonly store: ConsentStore;
  /** How many users it holds at most; left out where it has no limit that a test could reach. */
  readonly maxUsers?: number;
}

const scope = '106540352242922';
const ana = { scope, userId: 'US.1', waId: '16505551234' };
const anaById = { scope, userId: 'US.1' };
const anaByPhone = { scope, waId: '16505551234' };

function yes(at: number): ConsentStatement {
  return { allowed: true, at, source: 'form' };
}

function no(at: number): ConsentStatement {
  return { allowed: false, at, source: 'phone call' };
}

/** What every `ConsentStore` does. */
export function describeConsentStore(name: string, create: () => Promise<ConsentStoreUnderTest>): void {
  describe(`${name} as a ConsentStore`, () => {
    let test: ConsentStoreUnderTest;
    let store: ConsentStore;

    beforeEach(async () => {
      test = await create();
      store = test.store;
    });

    it('finds a user by each id, in the scope that the consent is for', async () => {
      await store.merge(ana, { given: yes(1) });
      for (const user of [ana, anaById, anaByPhone]) {
        expect(await store.find(user)).toEqual({ ...ana, given: yes(1) });
      }
      expect(await store.find({ ...ana, scope: '*' })).toBeUndefined();
    });

    it('keeps the later statement, whichever came first, and of two at one time the one that refuses', async () => {
      await store.merge(ana, { given: no(5) });
      await store.merge(ana, { given: yes(4), marketing: yes(7) });
      await store.merge(ana, { marketing: no(7) });
      await store.merge(ana, { marketing: yes(7) });
      expect(await store.find(ana)).toEqual({ ...ana, given: no(5), marketing: no(7) });
    });

    it('loses nothing of what many learn at once', async () => {
      await Promise.all(
        Array.from({ length: 50 }, (_, index) =>
          store.merge(
            index % 2 === 0 ? ana : anaByPhone,
            index === 20 ? { marketing: no(1) } : { given: yes(index) },
          ),
        ),
      );
      expect(await store.find(anaById)).toMatchObject({ given: yes(49), marketing: no(1) });
    });

    it('passes on what was known of a phone number to the first user id that it is seen with, and to no other', async () => {
      await store.merge(anaByPhone, { marketing: no(1) });
      await store.merge(ana, { given: yes(2) });
      expect(await store.find(anaById)).toMatchObject({ given: yes(2), marketing: no(1) });
      await store.merge({ scope, userId: 'US.2', waId: ana.waId }, { given: yes(3) });
      expect(await store.find({ scope, userId: 'US.2' })).not.toHaveProperty('marketing');
      expect(await store.find(anaById)).toMatchObject({ marketing: no(1) });
    });

    it('joins what it knows of a phone number and of a user id as soon as it is asked for both', async () => {
      await store.merge(anaByPhone, { given: no(1) });
      await store.merge(anaById, { marketing: yes(2) });
      expect(await store.find(ana)).toEqual({ ...ana, given: no(1), marketing: yes(2) });
    });

    it('finds a renamed user by the ids of before and of now', async () => {
      await store.merge(ana, { marketing: no(1) });
      await store.rename(anaById, { scope, userId: 'US.9' });
      for (const user of [anaById, anaByPhone, { scope, userId: 'US.9' }]) {
        expect(await store.find(user)).toMatchObject({ userId: 'US.9', marketing: no(1) });
      }
    });

    it('forgets nobody: full, it turns new users away, and does not say of them that it knows nothing', async () => {
      const { maxUsers } = test;
      if (maxUsers === undefined) return;
      const user = (index: number) => ({ scope, userId: `US.${index}` });
      for (let index = 0; index < maxUsers; index++) await store.merge(user(index), { marketing: no(1) });
      expect(await store.find(user(maxUsers))).toBeUndefined();
      await expect(store.merge(user(maxUsers), { marketing: no(1) })).rejects.toThrow(ConsentStoreFullError);
      await expect(store.find(user(maxUsers))).rejects.toThrow(ConsentStoreFullError);
      for (let index = 0; index < maxUsers; index++) {
        expect(await store.find(user(index))).toMatchObject({ marketing: no(1) });
      }
      await store.merge(user(0), { marketing: yes(2) });
      expect(await store.find(user(0))).toMatchObject({ marketing: yes(2) });
    });
  });
}
