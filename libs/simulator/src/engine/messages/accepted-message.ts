import type { Price } from './price.js';
import type { MessageEndpoint, MessageRequest } from './message-request.js';
import type { RecipientAddress } from './recipient-address.js';

/** A message that the simulator has accepted. */
export interface AcceptedMessage {
  /** The `wamid.…` given out for it. */
  readonly id: string;
  /** The message's type, also where the request left it out. */
  readonly type: string;
  readonly endpoint: MessageEndpoint;
  /** The Graph version of the call, 24 for `v24.0`. */
  readonly graphVersion: number;
  /** The sending number's id. */
  readonly phoneNumberId: string;
  readonly recipient: RecipientAddress;
  /** The request as it came. */
  readonly body: MessageRequest;
  readonly pricing: Price;
  /** Simulated time. */
  readonly acceptedAt: Date;
}

/** A read receipt that the simulator has accepted. */
export interface AcceptedReadReceipt {
  readonly messageId: string;
  readonly typing: boolean;
  readonly phoneNumberId: string;
  readonly acceptedAt: Date;
}
