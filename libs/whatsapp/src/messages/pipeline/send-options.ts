import type { TemplateContent } from '../dto/index.js';

/** Options of one send, beside the message itself. */
export interface SendOptions {
  /**
   * Stops the send: while it waits or before the request began it ends as `SendCancelledError`; once the request was on its way
   * the outcome cannot be known any more and it ends as `SendOutcomeUnknownError`.
   */
  readonly signal?: AbortSignal;
  /**
   * Whether `signal` stops only the time before a request and between two: a request under way is
   * completed, so that its outcome is known. @default false
   */
  readonly finishRequest?: boolean;
  /**
   * Sends once, however often it is asked: for `messages.idempotencyTtlMs` the same key from the same account gives the first
   * outcome and makes no second HTTP call, whatever message comes with it. Calls at the same time share one send (and its
   * `signal`). A rejected send frees its key; one whose outcome is unknown keeps it. 1 to 512 characters.
   */
  readonly idempotencyKey?: string;
  /**
   * Sent in place of a message that the customer service window does not allow any more; counts more than the option
   * `conversations.fallbackTemplate`. `null`: none, the message is refused.
   */
  readonly fallbackTemplate?: TemplateContent | null;
}
