import { setTimeout as sleep } from 'node:timers/promises';
import { WhatsAppError } from '../errors/index.js';
import { StorageUnavailableError } from '../storage/index.js';

const busy = 5;
/** Two processes were in each other's way while they opened the write-ahead log. */
const protocol = 15;

/** Returns `true` when another connection has the database locked, so that the same call is to be made again later. */
export function isBusy(error: unknown): boolean {
  // Not `instanceof`: a native module's errors may be of another realm.
  if (typeof error !== 'object' || error === null) return false;
  // The application has begun a transaction on the connection that it has given.
  if ('message' in error && /within a transaction/.test(String(error.message))) return true;
  // `errcode` is what node:sqlite has; the lowest byte says the kind.
  if ('errcode' in error) return [busy, protocol].includes(Number(error.errcode) % 256);
  return 'code' in error && /^SQLITE_(BUSY|PROTOCOL)/.test(String(error.code));
}

/** Differs, so that processes which wait for the same do not come at the same time again and again. */
export function retryDelayMs(): number {
  return 1 + Math.random() * 4;
}

/** Makes a call again while somebody else has the database. Where SQLite waits by itself, everything else in the process does too. */
export async function patiently<T>(waitMs: number, call: () => T): Promise<T> {
  const startedAt = performance.now();
  for (;;) {
    try {
      return call();
    } catch (error) {
      if (!isBusy(error) || performance.now() - startedAt >= waitMs) throw unavailable(error);
    }
    await sleep(retryDelayMs());
  }
}

/** Turns an error of the driver into one of a storage. */
export function unavailable(error: unknown): WhatsAppError {
  if (error instanceof WhatsAppError) return error;
  const problem = isBusy(error) ? 'others write to the SQLite database all the time' : messageOf(error);
  return new StorageUnavailableError(problem, { cause: error });
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
