import { withoutSecrets } from '../observability/internal.js';

/** Options of every error of the library, beside its message. */
export interface WhatsAppErrorOptions {
  /** The cause of the error. An error that shows a secret, or holds more than words and codes, is kept as a cleaned copy. */
  cause?: unknown;
  /** Whether the same call may succeed later without a change. @default false */
  retryable?: boolean;
  /** The remedy, in a sentence. */
  advice?: string;
  /** The number of times that the call was made before it was given up. */
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

  /** The remedy, in a sentence. */
  readonly advice?: string;

  /** The number of times that the call to Meta was made before it was given up; absent where none was made. */
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

/** Returns `true` for an error of the library, which is redacted when it is made. */
function isOurs(error: object): boolean {
  return error instanceof WhatsAppError;
}
