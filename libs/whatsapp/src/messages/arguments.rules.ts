import { isRecord } from '../common/internal.js';
import { WhatsAppValidationError } from '../errors/index.js';

/*
 * Checks the arguments of public methods before anything is done: callers without types give anything, and `null` is a value, not an
 * argument left out.
 */

/**
 * Refuses what is no object.
 *
 * @param expected the end of a sentence that begins with "must be"
 * @throws WhatsAppValidationError with the path
 */
export function assertObject(
  value: unknown,
  path: string,
  expected: string,
): asserts value is Readonly<Record<string, unknown>> {
  if (!isRecord(value)) throw new WhatsAppValidationError([{ path, message: `must be ${expected}` }]);
}

/**
 * Refuses fields that are no text, or are blank.
 *
 * @throws WhatsAppValidationError with the path of each
 */
export function assertTexts(owner: Readonly<Record<string, unknown>>, ...fields: readonly string[]): void {
  const issues = fields
    .filter((field) => {
      const value = owner[field];
      return typeof value !== 'string' || value.trim() === '';
    })
    .map((path) => ({ path, message: 'is required: it must be a string that is not blank' }));
  if (issues.length > 0) throw new WhatsAppValidationError(issues);
}

/**
 * Refuses options that are none.
 *
 * @throws WhatsAppValidationError with the path `options` or `options.signal`
 */
export function assertCallOptions(options: unknown): void {
  if (options === undefined) return;
  assertObject(options, 'options', 'an object of options, or be left out');
  const { signal } = options;
  if (signal !== undefined && !isAbortSignal(signal)) {
    throw new WhatsAppValidationError([
      { path: 'options.signal', message: 'must be an AbortSignal, or be left out' },
    ]);
  }
}

/** Returns `true` for an abort signal. It does not use `instanceof`: a signal may come from another realm, or be a polyfill's. */
function isAbortSignal(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'aborted' in value && 'addEventListener' in value;
}
