import { randomUUID } from 'node:crypto';
import type { Awaitable, Keep, Stored, WhatsAppStorage } from '../../storage/index.js';

/** Opens the storage under test: each call a new instance, over the same data where the storage is shared or durable. */
export type OpenStorage = () => Awaitable<WhatsAppStorage>;

/** The tools of a contract test. */
export interface ContractBench {
  readonly storage: WhatsAppStorage;
  /** A collection of this test alone. */
  readonly collection: string;
  /** Another instance, over the same data where the storage is shared; else the same one. */
  readonly other: () => Promise<WhatsAppStorage>;
  /** Closes all instances, and opens one anew. */
  readonly reopen: () => Promise<WhatsAppStorage>;
}

/** A sentence of the contract, and what shows it. */
export type ContractTest = readonly [name: string, test: (bench: ContractBench) => Promise<void>];

/** Runs a test over instances of its own, and closes them. */
export async function runOnBench(open: OpenStorage, test: ContractTest[1]): Promise<void> {
  const opened: WhatsAppStorage[] = [];
  const openOne = async (): Promise<WhatsAppStorage> => {
    const storage = await open();
    opened.push(storage);
    await storage.open();
    return storage;
  };
  const closeAll = async (): Promise<void> => {
    for (const storage of opened.splice(0)) await storage.close();
  };
  try {
    const storage = await openOne();
    await test({
      storage,
      collection: `contract-${randomUUID()}`,
      other: async () => (storage.isShared ? openOne() : storage),
      reopen: async () => {
        await closeAll();
        return openOne();
      },
    });
  } finally {
    await closeAll();
  }
}

/** Writes a record, whatever was there. */
export async function put<V>(
  storage: WhatsAppStorage,
  collection: string,
  key: string,
  keep: Keep<V> | ((now: number) => Keep<V>),
): Promise<Stored<V>> {
  const { stored } = await storage.update<V>(collection, key, (_before, now) =>
    typeof keep === 'function' ? keep(now) : keep,
  );
  if (stored === undefined)
    throw new Error(`update() gave no record for ${JSON.stringify(key)}, though one was kept`);
  return stored;
}

/** One record. */
export async function get<V>(
  storage: WhatsAppStorage,
  collection: string,
  key: string,
): Promise<Stored<V> | undefined> {
  const [record] = await storage.getMany<V>(collection, [key]);
  return record;
}

/** The keys of records, in their order. */
export function keysOf(records: readonly (Stored<unknown> | undefined)[]): (string | undefined)[] {
  return records.map((record) => record?.key);
}

/** Compares two texts, for sorting. */
export function byText(one = '', other = ''): number {
  return one === other ? 0 : one < other ? -1 : 1;
}
