import type { NormalizedRecipient } from '../../recipients/index.js';
import type { WhatsAppMessage } from '../dto/index.js';
import type { SendOptions } from './send-options.js';

/** The Graph edge that a message goes to. */
export type SendEndpoint = 'messages' | 'marketing_messages';

/** The account that a message goes out from, without its secrets. */
export interface SendingAccount {
  readonly name: string;
  readonly phoneNumberId: string;
  readonly businessAccountId?: string;
}

/**
 * A message on its way: validated and addressed, not yet posted. What policies and observers are shown.
 *
 * @publicApi
 */
export interface PendingSend {
  /** The library's own id of this send; travels in `biz_opaque_callback_data`, but with `messages.callbackData: 'raw'`. */
  readonly correlationId: string;
  readonly account: SendingAccount;
  readonly endpoint: SendEndpoint;
  /** Meta's `type` of the message; for a raw body whatever it says there. */
  readonly type: string;
  /** The message as the caller gave it, or as a policy replaced it. */
  readonly message: WhatsAppMessage;
  /** The recipient, normalised. */
  readonly recipient: NormalizedRecipient;
  readonly options: SendOptions;
  /** The time of the event that this message answers; absent where it answers none, or where nobody said when. */
  readonly answeredEventAt?: Date;
}
