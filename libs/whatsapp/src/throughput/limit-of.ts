import { numberOrNone } from '../common/internal.js';
import type { LimitKind } from './rate-limits.js';

/** Returns the limit that one of Meta's codes says is reached: 130429 is the number's, 131056 the pair's (Error codes, throttling). */
export function limitOf(code: unknown): LimitKind | undefined {
  const given = numberOrNone(code);
  if (given === 130429) return 'number';
  return given === 131056 ? 'pair' : undefined;
}
