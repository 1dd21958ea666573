import type { UserIds } from '../users/index.js';
import type { WindowState } from './window-record.js';

/**
 * The customer service window of one user with one business number, as far as it is known: it is open for 24 hours after each
 * message or call of the user, and while it is not, only templates may be sent (platform rules, service windows).
 *
 * @publicApi
 */
export interface CustomerServiceWindow extends UserIds {
  readonly phoneNumberId: string;
  readonly state: WindowState;
  /** The time when the user last wrote or called. */
  readonly userWroteAt?: Date;
  /** The time when the window closes, or when it closed. */
  readonly expiresAt?: Date;
  /**
   * The time until which every message to a user who came from an ad or a page is free: 72 hours
   * from your answer, where you answered within 24 hours. It says nothing about what may be sent.
   */
  readonly freeEntryPointExpiresAt?: Date;
}

/**
 * A part of the conversations that are open.
 *
 * @publicApi
 */
export interface OpenConversations {
  /** The conversations, sorted by the time when their window closes. May be fewer than were asked for although there is a next page. */
  readonly conversations: readonly CustomerServiceWindow[];
  /** Give it as `after` for the next page; absent on the last one. */
  readonly next?: string;
}

/** Filters for the list of open conversations. */
export interface OpenConversationsQuery {
  /** The account whose number is listed. @default every number */
  readonly account?: string;
  /** The most conversations, 1 to 1000. @default 100 */
  readonly limit?: number;
  /** The `next` of the page before. */
  readonly after?: string;
}
