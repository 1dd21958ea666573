import { beforeEach, describe, expect, it } from '@jest/globals';
import { ConsentUnknownError, StorageFullError, type WhatsAppUser } from 'nestjs-whatsapp';
import type { ConsentFacts, ConsentStatement } from '../../../libs/whatsapp/src/consent/consent-record.js';
import type { ConsentStore } from '../../../libs/whatsapp/src/consent/consent-store.js';
import type { UserDirectory } from '../../../libs/whatsapp/src/users/internal.js';

/** A store under test. */
export interface ConsentStoreUnderTest {
  readonly store: ConsentStore;
  readonly directory: UserDirectory;
  /** The most users that it holds; left out where it has no limit that a test could reach. */
  readonly maxUsers?: number;
}

const phoneNumberId = '106540352242922';
const ana = { phoneNumberId, userId: 'US.1', waId: '16505551234' };
const ids = { userId: ana.userId, waId: ana.waId };
const anaById = { phoneNumberId, userId: 'US.1' };
const anaByPhone = { phoneNumberId, waId: '16505551234' };

function yes(at: number): ConsentStatement {
  return { allowed: true, at, source: 'form' };
}

function no(at: number): ConsentStatement {
  return { allowed: false, at, source: 'phone call' };
}

/** Tests the records of consents, over any storage. */
export function describeConsentStore(name: string, create: () => Promise<ConsentStoreUnderTest>): void {
  describe(`consents ${name}`, () => {
    let test: ConsentStoreUnderTest;
    let store: ConsentStore;

    beforeEach(async () => {
      test = await create();
      store = test.store;
    });

    /** Written as a webhook tells it. */
    async function learn(user: WhatsAppUser, facts: ConsentFacts): Promise<void> {
      const at = Math.max(facts.given?.at ?? 0, facts.marketing?.at ?? 0);
      await test.directory.learn([{ ...user, at }]);
      await store.merge(user, facts);
    }

    it('finds a user by each id, in the scope that the consent is for', async () => {
      await learn(ana, { given: yes(1) });
      for (const user of [ana, anaById, anaByPhone]) {
        expect(await store.find(user)).toEqual({ ...ids, given: yes(1) });
      }
      expect(await store.find({ ...ana, phoneNumberId: '2' })).toEqual({
        userId: ana.userId,
        waId: ana.waId,
      });
    });

    it('keeps the later statement, whichever came first, and of two at one time the one that refuses', async () => {
      await learn(ana, { given: no(5) });
      await learn(ana, { given: yes(4), marketing: yes(7) });
      await learn(ana, { marketing: no(7) });
      await learn(ana, { marketing: yes(7) });
      expect(await store.find(ana)).toEqual({ ...ids, given: no(5), marketing: no(7) });
    });

    it('loses nothing of what many learn at once', async () => {
      await Promise.all(
        Array.from({ length: 50 }, (_, index) =>
          learn(
            index % 2 === 0 ? ana : anaByPhone,
            index === 20 ? { marketing: no(1) } : { given: yes(index) },
          ),
        ),
      );
      expect(await store.find(anaById)).toMatchObject({ given: yes(49), marketing: no(1) });
    });

    it('passes on what was known of a phone number to the first user id that it is seen with', async () => {
      await learn(anaByPhone, { marketing: no(1) });
      await learn(ana, { given: yes(2) });
      expect(await store.find(anaById)).toMatchObject({ given: yes(2), marketing: no(1) });
    });

    it('leaves an opt-out with a phone number until its new owner grants, and nothing else', async () => {
      const bob = { phoneNumberId, userId: 'US.2', waId: ana.waId };
      await learn(ana, { given: yes(1), marketing: yes(1) });
      await test.directory.learn([{ ...bob, at: 5 }]);
      expect(await store.find(bob)).toEqual({ userId: 'US.2', waId: ana.waId });
      await learn(anaById, { marketing: no(3) });
      expect(await store.find(bob)).toEqual({ userId: 'US.2', waId: ana.waId, marketing: no(3) });
      // What she says after she has left the number is her own affair.
      await learn(anaById, { given: no(7) });
      expect(await store.find(bob)).not.toHaveProperty('given');
      await learn(bob, { given: yes(8) });
      expect(await store.find(bob)).toEqual({ userId: 'US.2', waId: ana.waId, given: yes(8) });
      expect(await store.find(anaById)).toMatchObject({ given: no(7), marketing: no(3) });
    });

    it('takes a refusal that was taken back for none', async () => {
      await learn(ana, { given: no(1) });
      await learn(ana, { given: yes(2) });
      await test.directory.learn([{ phoneNumberId, userId: 'US.2', waId: ana.waId, at: 5 }]);
      expect(await store.find({ phoneNumberId, userId: 'US.2' })).not.toHaveProperty('given');
    });

    it('joins what it knows of a phone number and of a user id as soon as it is asked for both', async () => {
      await learn(anaByPhone, { given: no(1) });
      await learn(anaById, { marketing: yes(2) });
      expect(await store.find(ana)).toEqual({ ...ids, given: no(1), marketing: yes(2) });
    });

    it('finds a renamed user by the ids of before and of now', async () => {
      await learn(ana, { marketing: no(1) });
      await test.directory.learnChange(anaById, { phoneNumberId, userId: 'US.9' }, 2);
      for (const user of [anaById, anaByPhone, { phoneNumberId, userId: 'US.9' }]) {
        expect(await store.find(user)).toMatchObject({ userId: 'US.9', marketing: no(1) });
      }
    });

    it('forgets nobody: full, it turns new users away, and does not say of them that it knows nothing', async () => {
      const { maxUsers } = test;
      if (maxUsers === undefined) return;
      const user = (index: number) => ({ phoneNumberId, userId: `US.${index}` });
      for (let index = 0; index < maxUsers; index++) await learn(user(index), { marketing: no(1) });
      expect(await store.find(user(maxUsers))).toEqual({ userId: user(maxUsers).userId });
      await expect(learn(user(maxUsers), { marketing: no(1) })).rejects.toThrow(StorageFullError);
      await expect(store.find(user(maxUsers))).rejects.toThrow(ConsentUnknownError);
      for (let index = 0; index < maxUsers; index++) {
        expect(await store.find(user(index))).toMatchObject({ marketing: no(1) });
      }
      await learn(user(0), { marketing: yes(2) });
      expect(await store.find(user(0))).toMatchObject({ marketing: yes(2) });
    });
  });
}
