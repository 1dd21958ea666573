import { describe, expect, it, jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { FakeClock, storageContract } from '../testing/index.js';
import { MemoryStorage } from './memory-storage.js';
import { StorageFullError } from './storage-full.error.js';
import type { Updated } from './stored.js';

describe('the memory keeps the contract of a storage:', () => {
  it.each([...storageContract(() => new MemoryStorage())])('%s', async (_name, test) => {
    await expect(test()).resolves.toBeUndefined();
  });
});

describe('a collection that is full', () => {
  const put = (
    storage: MemoryStorage,
    key: string,
    expiresAt?: number,
    collection = 'some',
  ): Updated<number> => storage.update(collection, key, () => ({ value: 1, expiresAt }));
  const putKept = (storage: MemoryStorage, key: string, expiresAt?: number): Updated<number> =>
    put(storage, key, expiresAt, 'idempotency');

  it('forgets what was written longest ago', () => {
    const storage = new MemoryStorage(undefined, { maxRecords: 3 });
    for (const key of ['a', 'b', 'c', 'a', 'd']) put(storage, key);
    expect(storage.getMany('some', ['a', 'b', 'c', 'd']).map((record) => record?.key)).toEqual([
      'a',
      undefined,
      'c',
      'd',
    ]);
  });

  it('refuses what is new where its records must be kept, and takes what is known', () => {
    const storage = new MemoryStorage(undefined, { maxRecords: { idempotency: 2 } });
    putKept(storage, 'a');
    putKept(storage, 'b');
    expect(() => putKept(storage, 'c')).toThrow(StorageFullError);
    expect(() => putKept(storage, 'c')).toThrow('"idempotency" holds 2');
    expect(putKept(storage, 'a').changed).toBe(true);
  });

  it('warns once where a fifth of the room is left and new records will be refused, with figures', () => {
    const warn = jest.spyOn(Logger.prototype, 'warn').mockImplementation(() => undefined);
    const storage = new MemoryStorage(undefined, { maxRecords: { idempotency: 10, some: 10 } });
    for (const key of ['a', 'b', 'c', 'd', 'e', 'f', 'g']) putKept(storage, key);
    expect(warn).not.toHaveBeenCalled();
    for (const key of ['h', 'i', 'j']) putKept(storage, key);
    for (const key of ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j']) put(storage, key);
    const told = warn.mock.calls.flat();
    warn.mockRestore();
    expect(told).toEqual([
      expect.stringMatching(/^"idempotency" holds 8 of 10 records.*storage\.memory\.maxRecords\.idempotency/),
    ]);
  });

  it('does not count what has expired when it warns', () => {
    const warn = jest.spyOn(Logger.prototype, 'warn').mockImplementation(() => undefined);
    const clock = new FakeClock();
    const storage = new MemoryStorage(clock, { maxRecords: { idempotency: 10 } });
    putKept(storage, 'lasting');
    putKept(storage, 'too');
    for (const key of ['a', 'b', 'c', 'd']) putKept(storage, key, clock.now() + 1000);
    void clock.advance(1000);
    for (const key of ['e', 'f', 'g', 'h']) putKept(storage, key);
    const told = warn.mock.calls.flat();
    warn.mockRestore();
    expect(told).toEqual([]);
  });

  it('has room again when records have expired', () => {
    const clock = new FakeClock();
    const storage = new MemoryStorage(clock, { maxRecords: 5 });
    for (const key of ['k', 'l', 'm', 'n']) putKept(storage, key);
    putKept(storage, 'b', clock.now() + 1000);
    expect(() => putKept(storage, 'c')).toThrow(StorageFullError);
    void clock.advance(1000);
    expect(putKept(storage, 'c').changed).toBe(true);
  });
});

describe('due times in memory', () => {
  it('cost no more room than the records that have one', () => {
    const storage = new MemoryStorage();
    for (let turn = 0; turn < 5000; turn += 1) {
      storage.update('some', `k${turn % 10}`, (_before, now) => ({ value: turn, dueAt: now + turn }));
    }
    expect(storage.takeDue('some', 20, 1000).length).toBeLessThanOrEqual(10);
  });
});
