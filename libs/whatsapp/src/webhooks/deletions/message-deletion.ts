import type { InboundEvent } from '../events/inbound-event.js';

/**
 * A message that its sender deleted: all that is kept of it must be deleted too.
 *
 * @publicApi
 */
export interface MessageDeletion {
  /** The message to forget, `wamid.…`. */
  readonly messageId: string;
  /** The side that deleted it: the user, or the business in its Business app. */
  readonly by: 'user' | 'business';
  /** The id of the business number, where the webhook names it. */
  readonly phoneNumberId?: string;
  /** Milliseconds since the UNIX epoch. */
  readonly timestamp: number;
  /** The event that told it. */
  readonly event: InboundEvent;
}
