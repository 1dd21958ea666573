import { changes } from './changes.contract.js';
import { runOnBench, type OpenStorage } from './contract-test.js';
import { due } from './due.contract.js';
import { lists } from './lists.contract.js';
import { records } from './records.contract.js';

/**
 * The contract of every `WhatsAppStorage`, as tests for any runner; each takes less than 10 seconds
 * and throws an `AssertionError` where it fails:
 *
 * ```ts
 * for (const [name, test] of storageContract(() => new MyStorage())) it(name, test);
 * ```
 *
 * @param open gives a new instance over the same data; the tests open and close it, and use collections of their own
 * @publicApi
 */
export function storageContract(
  open: OpenStorage,
): readonly (readonly [name: string, test: () => Promise<void>])[] {
  return [...records, ...changes, ...due, ...lists].map(([name, test]) => [
    name,
    () => runOnBench(open, test),
  ]);
}
