import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PublicEntry } from './read-api.js';

/** The committed list of an entry's names. */
export function snapshotFile(specifier: string): string {
  return join(import.meta.dirname, `${specifier.replaceAll('/', '.')}.txt`);
}

/** The list of an entry's names as it is committed: a line for each, its kind and its name. */
export function snapshotOf({ names }: PublicEntry): string {
  return names.map(({ kind, name }) => `${kind} ${name}\n`).join('');
}

/** The committed list; empty where there is none yet. */
export function readSnapshot(specifier: string): string {
  const file = snapshotFile(specifier);
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}

/** Commits to the names that an entry has now. */
export function writeSnapshot(entry: PublicEntry): void {
  writeFileSync(snapshotFile(entry.specifier), snapshotOf(entry));
}
