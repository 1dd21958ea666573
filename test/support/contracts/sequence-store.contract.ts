import { beforeEach, describe, expect, it } from '@jest/globals';
import { SendRefusedError } from 'nestjs-whatsapp';
import type { SequenceRecord } from '../../../libs/whatsapp/src/sequences/sequence-record.js';
import type { SequenceStore } from '../../../libs/whatsapp/src/sequences/sequence-store.js';

/** A store under test, and what the test needs of the world around it. */
export interface SequenceStoreUnderTest {
  readonly store: SequenceStore;
  /** The most running sequences that it holds; left out where it has no limit that a test could reach. */
  readonly maxRunning?: number;
  /** Lets time pass for the store. */
  advance(ms: number): Promise<void>;
}

const leaseMs = 60_000;

/** Tests every `SequenceStore`. */
export function describeSequenceStore(name: string, create: () => Promise<SequenceStoreUnderTest>): void {
  describe(`${name} as a SequenceStore`, () => {
    let test: SequenceStoreUnderTest;
    let store: SequenceStore;

    beforeEach(async () => {
      test = await create();
      store = test.store;
    });

    const takenOver = async (limit = 100): Promise<string[]> =>
      (await store.takeOver(leaseMs, limit)).map(({ record, attempt }) => `${record.id} ${attempt}`);

    it('keeps a sequence as it is now, also after its end', async () => {
      await expect(store.get('a')).resolves.toBeUndefined();
      await store.add(sequence('a'), leaseMs);
      await expect(store.get('a')).resolves.toEqual(sequence('a'));
      await expect(store.save(further('a'), 1)).resolves.toBe('held');
      await expect(store.get('a')).resolves.toEqual(further('a'));
      await expect(store.save(ended('a'), 1)).resolves.toBe('held');
      await expect(store.get('a')).resolves.toEqual(ended('a'));
    });

    it('gives nobody what somebody holds', async () => {
      await store.add(sequence('a'), leaseMs);
      await test.advance(leaseMs - 1000);
      await expect(takenOver()).resolves.toEqual([]);
    });

    it('gives to one of many who ask at once what nobody holds any more, as it was kept last', async () => {
      for (const id of ['a', 'b', 'c']) await store.add(sequence(id), leaseMs);
      await store.save(further('a'), 1);
      await test.advance(leaseMs + 1);
      const asked = await Promise.all(Array.from({ length: 10 }, () => store.takeOver(leaseMs, 1)));
      const claims = asked.flat();
      expect(claims.map(({ record }) => record.id).toSorted()).toEqual(['a', 'b', 'c']);
      expect(claims.map(({ attempt }) => attempt)).toEqual([2, 2, 2]);
      expect(claims.find(({ record }) => record.id === 'a')?.record).toEqual(further('a'));
      await expect(takenOver()).resolves.toEqual([]);
      await test.advance(leaseMs + 1);
      await expect(takenOver(2)).resolves.toHaveLength(2);
      await expect(takenOver(2)).resolves.toHaveLength(1);
    });

    it('begins a lease anew for who renews it', async () => {
      await store.add(sequence('a'), leaseMs);
      await test.advance(leaseMs - 1000);
      await expect(store.renew('a', 1, leaseMs)).resolves.toBe('held');
      await test.advance(leaseMs - 1000);
      await expect(takenOver()).resolves.toEqual([]);
      await test.advance(1001);
      await expect(takenOver()).resolves.toEqual(['a 2']);
    });

    it('gives at once what was released', async () => {
      await store.add(sequence('a'), leaseMs);
      await store.release('a', 1);
      await expect(takenOver()).resolves.toEqual(['a 2']);
    });

    it('lets its holder go on after the lease has ended, as long as nobody has taken it over', async () => {
      await store.add(sequence('a'), leaseMs);
      await test.advance(leaseMs + 1);
      await expect(store.renew('a', 1, leaseMs)).resolves.toBe('held');
      await expect(takenOver()).resolves.toEqual([]);
    });

    it('does not listen to who has lost a sequence', async () => {
      await store.add(sequence('a'), leaseMs);
      await test.advance(leaseMs + 1);
      await expect(takenOver()).resolves.toEqual(['a 2']);
      await expect(store.save(further('a'), 1)).resolves.toBe('lost');
      await expect(store.save(ended('a'), 1)).resolves.toBe('lost');
      await expect(store.renew('a', 1, 10 * leaseMs)).resolves.toBe('lost');
      await store.release('a', 1);
      await expect(takenOver()).resolves.toEqual([]);
      await expect(store.get('a')).resolves.toEqual(sequence('a'));
      await expect(store.save(further('a'), 2)).resolves.toBe('held');
    });

    it('gives nobody what has ended', async () => {
      await store.add(sequence('a'), leaseMs);
      await store.save(ended('a'), 1);
      await store.release('a', 1);
      await test.advance(leaseMs + 1);
      await expect(takenOver()).resolves.toEqual([]);
      await expect(store.renew('a', 1, leaseMs)).resolves.toBe('lost');
      await expect(store.save(further('a'), 1)).resolves.toBe('lost');
      await expect(store.renew('none', 1, leaseMs)).resolves.toBe('lost');
      await store.release('none', 1);
    });

    it('tells whoever holds a sequence, now or later, that it is to be cancelled', async () => {
      await store.add(sequence('a'), leaseMs);
      await store.add(sequence('b'), leaseMs);
      await expect(store.cancel('a')).resolves.toBe(true);
      await expect(store.renew('a', 1, leaseMs)).resolves.toBe('cancelled');
      await expect(store.save(further('a'), 1)).resolves.toBe('cancelled');
      await expect(store.get('a')).resolves.toEqual(further('a'));
      await expect(store.renew('b', 1, leaseMs)).resolves.toBe('held');
      await store.release('a', 1);
      await expect(takenOver()).resolves.toEqual(['a 2']);
      await expect(store.renew('a', 2, leaseMs)).resolves.toBe('cancelled');
      await store.save({ ...ended('a'), state: 'cancelled' }, 2);
      await expect(store.cancel('a')).resolves.toBe(false);
      await expect(store.cancel('none')).resolves.toBe(false);
    });

    it('refuses another sequence where it is full, and forgets none that runs', async () => {
      const { maxRunning } = test;
      if (maxRunning === undefined) return;
      for (let number = 0; number < maxRunning; number += 1) {
        await store.add(sequence(`sequence ${number}`), leaseMs);
      }
      await expect(store.add(sequence('one too many'), leaseMs)).rejects.toThrow(SendRefusedError);
      await expect(store.get('one too many')).resolves.toBeUndefined();
      await expect(store.get('sequence 0')).resolves.toBeDefined();
      await expect(store.save(further('sequence 1'), 1)).resolves.toBe('held');
      await store.save(ended('sequence 0'), 1);
      await expect(store.add(sequence('now there is room'), leaseMs)).resolves.toBeUndefined();
    });
  });
}

function sequence(id: string): SequenceRecord {
  return {
    id,
    account: 'sales',
    to: '+16505551234',
    advanceOn: 'delivered',
    stepTimeoutMs: 300_000,
    onFailure: 'stop',
    state: 'running',
    steps: [{ parts: [{ content: { type: 'text', text: { body: 'one' } }, state: 'waiting' }] }],
  };
}

function further(id: string): SequenceRecord {
  const part = {
    content: { type: 'text', text: { body: 'one' } },
    state: 'sending',
    correlationId: 'id-1',
  } as const;
  return { ...sequence(id), steps: [{ parts: [part] }] };
}

function ended(id: string): SequenceRecord {
  return { ...further(id), state: 'completed' };
}
