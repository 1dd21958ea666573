import { WhatsAppError, type WhatsAppErrorOptions } from './whatsapp-error.js';

/** Options of an error that a policy throws. */
export interface SendRefusedOptions extends WhatsAppErrorOptions {
  /** The code with which Meta would have refused the message. */
  equivalentGraphCode?: number;
}

/**
 * A policy refused the message before any HTTP call, for a reason that is not Meta's: nothing was sent. What Meta would refuse too is the
 * error of that condition, with `origin: 'policy'`. Features subclass it with a `code` of their own.
 *
 * @publicApi
 */
export class SendRefusedError extends WhatsAppError {
  readonly code: string = 'WHATSAPP_SEND_REFUSED';

  /** The code with which Meta would have refused the message; absent where the rule is not Meta's. */
  readonly equivalentGraphCode?: number;

  constructor(
    /** The policy's name. */
    readonly policy: string,
    /** The reason, in a sentence without content of the message. */
    readonly reason: string,
    options: SendRefusedOptions = {},
  ) {
    super(refusedBy(policy, reason), options);
    this.equivalentGraphCode = options.equivalentGraphCode;
  }
}

/** The message of an error of a policy. */
export function refusedBy(policy: string, reason: string): string {
  return `The message was refused by the policy "${policy}": ${reason}`;
}
