import { beforeEach, describe, expect, it } from '@jest/globals';
import type { RepeatStore } from '../../../libs/whatsapp/src/repeats/repeat-store.js';

/** A store under test, and what the test needs of the world around it. */
export interface RepeatStoreUnderTest {
  readonly store: RepeatStore;
  /** The most digests that it holds; left out where it has no limit that a test could reach. */
  readonly maxRemembered?: number;
  /** Lets time pass for the store. */
  advance(ms: number): Promise<void>;
}

const windowMs = 3_600_000;

/** Tests every `RepeatStore`. */
export function describeRepeatStore(name: string, create: () => Promise<RepeatStoreUnderTest>): void {
  describe(`${name} as a RepeatStore`, () => {
    let test: RepeatStoreUnderTest;
    let store: RepeatStore;

    beforeEach(async () => {
      test = await create();
      store = test.store;
    });

    it('lets one of many pass who ask at once, and tells the others its name', async () => {
      const asked = await Promise.all(
        Array.from({ length: 20 }, (_, index) => store.remember('digest', `send ${index}`, windowMs)),
      );
      const winner = `send ${asked.indexOf(undefined)}`;
      expect(asked.filter((earlier) => earlier === undefined)).toHaveLength(1);
      for (const earlier of asked) expect(earlier ?? winner).toBe(winner);
    });

    it('keeps digests apart', async () => {
      await store.remember('digest', 'a', windowMs);
      await expect(store.remember('Digest', 'b', windowMs)).resolves.toBeUndefined();
    });

    it('remembers until the window ends, which asking does not prolong', async () => {
      await store.remember('digest', 'a', windowMs);
      await test.advance(windowMs - 1000);
      await expect(store.remember('digest', 'b', windowMs)).resolves.toBe('a');
      await test.advance(1001);
      await expect(store.remember('digest', 'c', windowMs)).resolves.toBeUndefined();
      await expect(store.remember('digest', 'd', windowMs)).resolves.toBe('c');
    });

    it('forgets what was not sent, and not what was sent under another name', async () => {
      await store.remember('digest', 'a', windowMs);
      await store.forget('digest', 'b');
      await expect(store.remember('digest', 'c', windowMs)).resolves.toBe('a');
      await store.forget('digest', 'a');
      await store.forget('never remembered', 'a');
      await expect(store.remember('digest', 'd', windowMs)).resolves.toBeUndefined();
    });

    it('is bounded: it forgets the oldest first', async () => {
      const { maxRemembered } = test;
      if (maxRemembered === undefined) return;
      for (let number = 0; number <= maxRemembered; number += 1) {
        await store.remember(`digest ${number}`, `send ${number}`, windowMs);
      }
      await expect(store.remember('digest 1', 'again', windowMs)).resolves.toBe('send 1');
      await expect(store.remember('digest 0', 'again', windowMs)).resolves.toBeUndefined();
    });
  });
}
