import type { InboundEvent } from '../events/inbound-event.js';

/**
 * Somebody deleted a message that he had sent: whatever is kept of it must go too.
 *
 * @publicApi
 */
export interface MessageDeletion {
  /** The message to forget, `wamid.…`. */
  readonly messageId: string;
  /** Who deleted it: the user, or the business in its Business app. */
  readonly by: 'user' | 'business';
  /** Of the business number, where the webhook names it. */
  readonly phoneNumberId?: string;
  /** Milliseconds since the UNIX epoch. */
  readonly timestamp: number;
  /** What it was learned from. */
  readonly event: InboundEvent;
}
