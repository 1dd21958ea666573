import { beforeEach, describe, expect, it } from '@jest/globals';
import type { MediaStore } from '../../../libs/whatsapp/src/media/upload/media-store.js';

/** A store under test, and what the test needs of the world around it. */
export interface MediaStoreUnderTest {
  readonly store: MediaStore;
  /** Milliseconds since the UNIX epoch, as the store sees them. */
  now(): number;
  /** Lets time pass for the store. */
  advance(ms: number): Promise<void>;
}

const HOUR = 3_600_000;
const number = '106540352242922';

/** Tests every `MediaStore`. */
export function describeMediaStore(name: string, create: () => Promise<MediaStoreUnderTest>): void {
  describe(`${name} as a MediaStore`, () => {
    let test: MediaStoreUnderTest;
    let store: MediaStore;

    beforeEach(async () => {
      test = await create();
      store = test.store;
    });

    const keep = (key: string, id: string, phoneNumberId = number): Promise<void> =>
      store.keep(key, phoneNumberId, { id, reusableUntil: test.now() + HOUR });

    it('finds an upload as it was kept, by its key alone', async () => {
      const upload = { id: '1', reusableUntil: test.now() + HOUR };
      await store.keep('a', number, upload);
      expect(await store.find('a')).toEqual(upload);
      expect(await store.find('A')).toBeUndefined();
    });

    it('finds it until its time is over, and not a millisecond longer', async () => {
      await keep('a', '1');
      await test.advance(HOUR - 1);
      expect(await store.find('a')).toMatchObject({ id: '1' });
      await test.advance(1);
      expect(await store.find('a')).toBeUndefined();
    });

    it('keeps the last of several uploads under one key', async () => {
      await keep('a', '1');
      await keep('a', '2');
      expect(await store.find('a')).toMatchObject({ id: '2' });
    });

    it('forgets an id, once, and says whether it was kept', async () => {
      await keep('a', '1');
      await keep('b', '2');
      expect(await store.forget(number, '1')).toBe(true);
      expect(await store.find('a')).toBeUndefined();
      expect(await store.find('b')).toMatchObject({ id: '2' });
      expect(await store.forget(number, '1')).toBe(false);
      expect(await store.forget(number, 'unknown')).toBe(false);
    });

    it('keeps what took the place of an id that is forgotten', async () => {
      await keep('a', '1');
      await keep('a', '2');
      expect(await store.forget(number, '1')).toBe(false);
      expect(await store.find('a')).toMatchObject({ id: '2' });
    });

    it('keeps numbers apart, whose ids may be the same', async () => {
      await keep('a', '1');
      await keep('b', '1', '2');
      expect(await store.forget('2', '1')).toBe(true);
      expect(await store.find('a')).toMatchObject({ id: '1' });
      expect(await store.find('b')).toBeUndefined();
    });

    it('knows which of its uploads a message shows', async () => {
      await keep('a', '1');
      await keep('b', '2');
      await store.noteSent(number, 'wamid.A', ['1', '2']);
      await store.noteSent(number, 'wamid.B', ['2']);
      expect([...(await store.sentWith(number, 'wamid.A'))].toSorted()).toEqual(['1', '2']);
      expect(await store.sentWith(number, 'wamid.B')).toEqual(['2']);
      expect(await store.sentWith(number, 'wamid.C')).toEqual([]);
      expect(await store.sentWith('2', 'wamid.A')).toEqual([]);
    });

    it('takes part in any number of calls at once', async () => {
      const keys = Array.from({ length: 50 }, (_, index) => String(index));
      await Promise.all(keys.map((key) => keep(`key ${key}`, key)));
      const found = await Promise.all(keys.map((key) => store.find(`key ${key}`)));
      expect(found.map((upload) => upload?.id)).toEqual(keys);
      const forgotten = await Promise.all([1, 2, 3].map(() => store.forget(number, '7')));
      expect(forgotten.filter(Boolean)).toHaveLength(1);
    });
  });
}
