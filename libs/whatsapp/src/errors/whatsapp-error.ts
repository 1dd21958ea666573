import { withoutSecrets } from '../observability/internal.js';

/** Options of every error of the library, beside its message. */
export interface WhatsAppErrorOptions {
  /** What caused it. An error that shows a secret, or holds more than words and codes, is kept as a cleaned copy. */
  cause?: unknown;
  /** Whether the same call may succeed later without a change. @default false */
  retryable?: boolean;
  /** What to do about it, in a sentence. */
  advice?: string;
  /** How many times the call was made before it was given up. */
  attempts?: number;
}

/**
 * The base of every error that the library throws. Switch on `code`, or use `instanceof` on the kinds.
 * Messages never hold an access token, an app secret or the content of a message.
 *
 * @publicApi
 */
export abstract class WhatsAppError extends Error {
  /** Stable, for `switch` statements and alerts; never changes within a major version. */
  abstract readonly code: string;

  /** Whether the same call may succeed later without a change. */
  readonly retryable: boolean;

  /** What to do about it, in a sentence. */
  readonly advice?: string;

  /** How many times the call to Meta was made before it was given up; absent where none was made. */
  readonly attempts?: number;

  constructor(message: string, options: WhatsAppErrorOptions = {}) {
    super(
      message,
      options.cause === undefined ? undefined : { cause: withoutSecrets(options.cause, isOurs) },
    );
    this.name = new.target.name;
    this.retryable = options.retryable ?? false;
    this.advice = options.advice;
    this.attempts = options.attempts;
  }
}

/** Ours are clean when they are made. */
function isOurs(error: object): boolean {
  return error instanceof WhatsAppError;
}
