import { redactSentence } from './redaction.js';
import { isPhoneKey, isSecretKey, isTextKey } from './sensitive-keys.js';

/** A chain of causes that is longer is cut off. */
const longestChain = 8;

/** The fields that an error may have. */
interface ErrorFields {
  readonly name?: unknown;
  readonly message?: unknown;
  readonly stack?: unknown;
  readonly code?: unknown;
  readonly cause?: unknown;
  readonly errors?: unknown;
}

/** The fields that are looked at by themselves, wherever they stand. */
const joined: ReadonlySet<string> = new Set(['cause', 'errors']);

/** The settings for cleaning the sentences of an error, and the errors that are clean already. */
interface Cleaning {
  readonly clean: (sentence: string) => string;
  /** Whether an error is clean as it is. */
  readonly isClean: (error: object) => boolean;
  /** An error that is being cleaned is in it without a copy: a chain may go round. */
  readonly copies: Map<object, unknown>;
}

/**
 * A copy of an error that may be kept as a cause. What a transport, an interceptor, a store or a token provider throws may carry
 * the request with its token and body (axios's errors do), so only name, message, code, and what is cleaned of its causes and of the
 * errors that it joins stay.
 */
export function cleanedError(
  error: unknown,
  isClean: Cleaning['isClean'],
  clean: Cleaning['clean'] = redactSentence,
): unknown {
  return copied(error, { clean, isClean, copies: new Map() }, longestChain);
}

/** The error itself where it shows nothing but plain words and codes, else its cleaned copy. What is no error stays as it is. */
export function withoutSecrets(error: unknown, isClean: Cleaning['isClean']): unknown {
  if (typeof error !== 'object' || error === null) {
    return typeof error === 'string' ? redactSentence(error) : error;
  }
  try {
    return !('message' in error) || isPlain(error, isClean, longestChain)
      ? error
      : cleanedError(error, isClean);
  } catch {
    return new Error('an error that cannot be read');
  }
}

function copied(error: unknown, cleaning: Cleaning, left: number): unknown {
  if (error === undefined || left === 0) return undefined;
  if (typeof error !== 'object' || error === null) return copyOf({ message: error }, cleaning, left);
  const { copies, isClean } = cleaning;
  if (isClean(error)) return error;
  if (copies.has(error)) return copies.get(error);
  copies.set(error, undefined);
  let copy: unknown;
  try {
    copy = copyOf(error, cleaning, left);
  } catch {
    copy = new Error('an error that cannot be read');
  }
  copies.set(error, copy);
  return copy;
}

/** Copies an error by its fields and not by its class: errors come from other realms too. */
function copyOf(error: object, cleaning: Cleaning, left: number): Error {
  const { name, message, code, cause, errors }: ErrorFields = error;
  const known = typeof message === 'string' ? message : 'a value that is no Error was thrown';
  const text = cleaning.clean(known);
  const options = { cause: copied(cause, cleaning, left - 1) };
  const copy = Array.isArray(errors)
    ? new AggregateError(
        errors.map((one: unknown) => copied(one, cleaning, left - 1)),
        text,
        options,
      )
    : new Error(text, options);
  const shownName = typeof name === 'string' ? cleaning.clean(name) : 'Error';
  // The place where the copy was made would mislead.
  copy.stack = `${shownName}: ${text}`;
  Object.defineProperty(copy, 'name', { value: shownName });
  if (typeof code === 'number') return Object.assign(copy, { code });
  return typeof code === 'string' ? Object.assign(copy, { code: cleaning.clean(code) }) : copy;
}

/** Whether nothing of an error, of its causes and of the errors that it joins has to be hidden. */
function isPlain(error: unknown, isClean: Cleaning['isClean'], left: number): boolean {
  if (error === undefined || error === null) return true;
  if (typeof error !== 'object') return isPlainWord('', error);
  if (isClean(error)) return true;
  if (left === 0) return false;
  const { message, stack, cause, errors }: ErrorFields = error;
  return (
    isPlainWord('', message) &&
    isPlainWord('', stack) &&
    Object.entries(error).every(([key, value]) => joined.has(key) || isPlainWord(key, value)) &&
    isPlain(cause, isClean, left - 1) &&
    (errors === undefined ||
      (Array.isArray(errors) && errors.every((one) => isPlain(one, isClean, left - 1))))
  );
}

function isPlainWord(key: string, value: unknown): boolean {
  if (typeof value === 'object') return value === null;
  if (typeof value === 'function' || isSecretKey(key) || isPhoneKey(key) || isTextKey(key)) return false;
  return typeof value !== 'string' || redactSentence(value) === value;
}
