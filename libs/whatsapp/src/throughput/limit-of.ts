import { numberOrNone } from '../common/internal.js';
import type { ThroughputLimit } from './throughput-limiter.js';

/** Which limit one of Meta's codes says is reached: 130429 is the number's, 131056 the pair's (Error codes, throttling). */
export function limitOf(code: unknown): ThroughputLimit | undefined {
  switch (numberOrNone(code)) {
    case 130429:
      return 'number';
    case 131056:
      return 'pair';
    default:
      return undefined;
  }
}
