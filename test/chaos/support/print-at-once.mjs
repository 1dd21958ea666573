import { writeSync } from 'node:fs';

/**
 * Prints a line before anything else is done. `process.stdout` keeps what a reader is slow to take in the memory of the process, and a
 * process that is killed takes that with it: what it had done by then would not be known.
 */
export function printAtOnce(line) {
  let rest = Buffer.from(`${line}\n`);
  while (rest.length > 0) {
    try {
      rest = rest.subarray(writeSync(1, rest));
    } catch (error) {
      if (error.code !== 'EAGAIN') throw error;
    }
  }
}
