import { WhatsAppValidationError } from '../errors/index.js';

/**
 * Refuses options that are none: callers without types give anything, and `null` is a value, not an option left out.
 *
 * @throws WhatsAppValidationError with the path `options` or `options.signal`
 */
export function assertSendOptions(options: unknown): void {
  if (options === undefined) return;
  if (typeof options !== 'object' || options === null || Array.isArray(options)) {
    throw new WhatsAppValidationError([
      { path: 'options', message: 'must be an object such as { idempotencyKey: "…" }, or be left out' },
    ]);
  }
  if ('signal' in options && options.signal !== undefined && !isAbortSignal(options.signal)) {
    throw new WhatsAppValidationError([
      { path: 'options.signal', message: 'must be an AbortSignal, or be left out' },
    ]);
  }
}

/** Not by `instanceof`: a signal may come from another realm, or be a polyfill's. */
function isAbortSignal(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'aborted' in value && 'addEventListener' in value;
}
