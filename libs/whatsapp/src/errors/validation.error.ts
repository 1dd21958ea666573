import { WhatsAppError } from './whatsapp-error.js';

/** A fault of a message. */
export interface ValidationIssue {
  /** The path of the field, e.g. `interactive.action.buttons[2].reply.title`; empty for the message as a whole. */
  readonly path: string;
  /** The expected value, and what to do. Never holds the value that was found. */
  readonly message: string;
}

/**
 * A message broke one of Meta's rules and was refused before any HTTP call. Lists every problem found, each with its path.
 * Features subclass it with a `code` of their own.
 *
 * @publicApi
 */
export class WhatsAppValidationError extends WhatsAppError {
  readonly code: string = 'WHATSAPP_VALIDATION';

  constructor(
    readonly issues: readonly ValidationIssue[],
    options: { cause?: unknown } = {},
  ) {
    super(`The message is not valid: ${issues.map(describe).join('; ')}`, {
      ...options,
      advice: 'Correct the fields named in `issues` and send again.',
    });
  }
}

function describe({ path, message }: ValidationIssue): string {
  return path === '' ? message : `${path}: ${message}`;
}
