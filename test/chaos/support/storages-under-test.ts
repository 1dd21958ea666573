import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Libsql from 'libsql';

/** A storage that several processes write to. */
export interface SharedStorage {
  /** What `open-storage.mjs` opens, anew with each start. */
  readonly address: string;
  /** What is wrong with what it holds. */
  readonly faults: () => Promise<unknown[]>;
  readonly stop: () => Promise<void>;
}

/** Each storage that processes can share, and how it is started for a test. */
export const sharedStorages: readonly (readonly [name: string, start: () => Promise<SharedStorage>])[] = [
  ['SQLite', startSqlite],
];

async function startSqlite(): Promise<SharedStorage> {
  const dir = mkdtempSync(join(tmpdir(), 'whatsapp-shared-'));
  const file = join(dir, 'whatsapp.db');
  return Promise.resolve({
    address: `sqlite:${file}`,
    faults: async () => {
      const database = new Libsql(file);
      const answers = ['integrity_check', 'foreign_key_check'].flatMap((name) =>
        database.prepare(`PRAGMA ${name}`).all(),
      );
      database.close();
      return Promise.resolve(
        answers.filter((answer) => JSON.stringify(answer) !== '{"integrity_check":"ok"}'),
      );
    },
    stop: async () => Promise.resolve(rmSync(dir, { recursive: true, force: true })),
  });
}
