import { beforeEach, describe, expect, it } from '@jest/globals';
import { IdempotencyStoreFullError } from 'nestjs-whatsapp';
import type {
  IdempotencyRecord,
  IdempotencyStore,
} from '../../../libs/whatsapp/src/messages/pipeline/idempotency-store.js';

/** A store under test, and what the test needs of the world around it. */
export interface IdempotencyStoreUnderTest {
  readonly store: IdempotencyStore;
  /** The most keys that it holds; left out where it has no limit that a test could reach. */
  readonly maxKeys?: number;
  /** Lets time pass for the store. */
  advance(ms: number): Promise<void>;
}

const hourMs = 3_600_000;

/** Tests every `IdempotencyStore`. */
export function describeIdempotencyStore(
  name: string,
  create: () => Promise<IdempotencyStoreUnderTest>,
): void {
  describe(`${name} as an IdempotencyStore`, () => {
    let test: IdempotencyStoreUnderTest;
    let store: IdempotencyStore;

    beforeEach(async () => {
      test = await create();
      store = test.store;
    });

    it('gives a key to one of many who ask at once, and tells the others what is kept', async () => {
      const asked = await Promise.all(
        Array.from({ length: 50 }, (_, index) => store.claim('a', sending(`id-${index}`), hourMs)),
      );
      expect(asked.filter((record) => record === undefined)).toHaveLength(1);
      const winner = asked.indexOf(undefined);
      for (const record of asked) expect(record ?? sending(`id-${winner}`)).toEqual(sending(`id-${winner}`));
    });

    it('keeps what became of a send', async () => {
      await store.claim('a', sending('id-1'), hourMs);
      await store.keep('a', 'id-1', accepted('wamid.1', 'id-1'));
      expect(await store.claim('a', sending('id-2'), hourMs)).toEqual(accepted('wamid.1', 'id-1'));
      const unknown: IdempotencyRecord = { state: 'unknown', correlationId: 'id-3', reason: 'reset' };
      await store.claim('b', sending('id-3'), hourMs);
      await store.keep('b', 'id-3', unknown);
      expect(await store.claim('b', sending('id-4'), hourMs)).toEqual(unknown);
    });

    it('frees a key that is released', async () => {
      await store.claim('a', sending('id-1'), hourMs);
      await store.release('a', 'id-1');
      expect(await store.claim('a', sending('id-2'), hourMs)).toBeUndefined();
    });

    it('holds a key until its time ends, which writing to it does not prolong', async () => {
      await store.claim('a', sending('id-1'), hourMs);
      await test.advance(hourMs - 1);
      await store.keep('a', 'id-1', accepted('wamid.1', 'id-1'));
      expect(await store.claim('a', sending('id-2'), hourMs)).toEqual(accepted('wamid.1', 'id-1'));
      await test.advance(1);
      expect(await store.claim('a', sending('id-3'), hourMs)).toBeUndefined();
    });

    it('a send that is late changes nothing of the one that has the key now', async () => {
      await store.claim('a', sending('late'), hourMs);
      await test.advance(hourMs);
      await store.claim('a', sending('id-2'), hourMs);
      await store.keep('a', 'late', accepted('wamid.1', 'late'));
      await store.release('a', 'late');
      expect(await store.claim('a', sending('id-3'), hourMs)).toEqual(sending('id-2'));
      await store.keep('a', 'id-2', accepted('wamid.2', 'id-2'));
      await store.release('a', 'late');
      expect(await store.claim('a', sending('id-3'), hourMs)).toEqual(accepted('wamid.2', 'id-2'));
    });

    it('shortens the time of a key, and never prolongs it', async () => {
      await store.claim('a', sending('id-1'), 2 * hourMs);
      await store.shorten('a', hourMs);
      await store.shorten('a', 10 * hourMs);
      await store.shorten('never claimed', hourMs);
      await test.advance(hourMs - 1);
      expect(await store.claim('a', sending('id-2'), hourMs)).toEqual(sending('id-1'));
      await test.advance(1);
      expect(await store.claim('a', sending('id-3'), hourMs)).toBeUndefined();
    });

    it('refuses new keys where it is full, holds the ones it has, and takes new ones as time frees room', async () => {
      const { maxKeys } = test;
      if (maxKeys === undefined) return;
      for (let index = 0; index < maxKeys; index++) {
        await store.claim(`key-${index}`, sending('id'), index === 1 ? hourMs : 2 * hourMs);
      }
      await expect(store.claim('one too many', sending('id'), hourMs)).rejects.toThrow(
        IdempotencyStoreFullError,
      );
      expect(await store.claim('key-0', sending('id-2'), hourMs)).toEqual(sending('id'));
      await test.advance(hourMs);
      expect(await store.claim('now there is room', sending('id'), hourMs)).toBeUndefined();
      await expect(store.claim('one too many', sending('id'), hourMs)).rejects.toThrow(
        IdempotencyStoreFullError,
      );
      await store.release('key-0', 'id');
      expect(await store.claim('and again', sending('id'), hourMs)).toBeUndefined();
    });
  });
}

function sending(correlationId: string): IdempotencyRecord {
  return { state: 'sending', correlationId };
}

function accepted(messageId: string, correlationId: string): IdempotencyRecord {
  return {
    state: 'accepted',
    result: {
      messageId,
      recipient: { input: '+16505551234' },
      waitedMs: 0,
      correlationId,
      raw: { messaging_product: 'whatsapp', messages: [{ id: messageId }] },
    },
  };
}
