/*
 * Changes records of a storage, many at once, and prints a line for each change that was answered. Run by `storage-processes.spec.ts` as
 * one of several processes. A record counts its changes: `life` says since when, for it is removed and made again meanwhile.
 */
import { randomInt } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { openStorage } from './open-storage.mjs';
import { printAtOnce } from './print-at-once.mjs';

const { STORAGE, STORAGE_OPTIONS = '{}', WRITER, START_AT } = process.env;
const [UPDATES, KEYS, AT_ONCE, REMOVAL_EACH] = ['UPDATES', 'KEYS', 'AT_ONCE', 'REMOVAL_EACH'].map((name) =>
  Number(process.env[name]),
);

const collection = 'counters';
const keys = Array.from({ length: KEYS }, (_, index) => `k${index}`);

await sleep(Math.max(0, Number(START_AT) - Date.now()));
const { storage, close } = await openStorage(STORAGE, JSON.parse(STORAGE_OPTIONS));
const startedAt = performance.now();
let asked = 0;

async function count(key) {
  const life = `${WRITER}-${asked}`;
  const { stored } = await storage.update(collection, key, (before) => ({
    value: before ? { ...before.value, count: before.value.count + 1 } : { life, count: 1 },
    tags: ['counter'],
  }));
  printAtOnce(`counted ${key} ${stored.value.life} ${stored.value.count}`);
}

async function remove(key) {
  let seen;
  const { changed } = await storage.update(collection, key, (before) => {
    seen = before?.value;
    return 'drop';
  });
  if (changed) printAtOnce(`removed ${key} ${seen.life} ${seen.count}`);
}

async function work() {
  while (asked < UPDATES) {
    asked += 1;
    const key = keys[randomInt(KEYS)];
    await count(key);
    if (REMOVAL_EACH > 0 && asked % REMOVAL_EACH === 0) await remove(key);
  }
}

if (UPDATES > 0) {
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  printAtOnce(`finished after ${Math.round(performance.now() - startedAt)} ms`);
} else {
  for (const record of await storage.getMany(collection, keys)) {
    if (record) printAtOnce(`left ${record.key} ${record.value.life} ${record.value.count}`);
  }
  let after;
  do {
    const page = await storage.list(collection, { tag: 'counter', limit: 30, after });
    for (const { key, value } of page.records) {
      printAtOnce(`listed ${key} ${value.life} ${value.count}`);
    }
    after = page.next;
  } while (after !== undefined);
}
await close();
