import type { WhatsAppUser } from '../webhooks/index.js';
import type { WindowFacts, WindowRecord } from './window-record.js';

/** Which windows are listed. */
export interface WindowQuery {
  /** Only those of one business number. */
  readonly phoneNumberId?: string;
  /** Only users who wrote or called after this time, in milliseconds since the UNIX epoch. */
  readonly userWroteAfter: number;
  /** How many at most. */
  readonly limit: number;
  /** Goes on behind a page: what was given as its `next`. */
  readonly after?: string;
}

/** A part of the windows that were asked for. */
export interface WindowPage {
  readonly windows: readonly WindowRecord[];
  /** Absent on the last page. */
  readonly next?: string;
}

/**
 * Remembers what is known of customer service windows. A user is found by any of its ids:
 *
 * - what is kept under several of the ids that are asked for is answered as one;
 * - an id (parent BSUID, phone number) leads to the BSUID that it was last given with;
 * - what was kept under such an id alone passes on to the first BSUID that it is given with;
 * - what is kept for one BSUID never passes on to another, but by {@link rename}.
 *
 * Whatever it forgets is unknown from then on, and blocks nothing. `mergeWindows` says how facts are added.
 *
 * @publicApi
 */
export abstract class WindowStore {
  abstract find(user: WhatsAppUser): Promise<WindowRecord | undefined>;

  /** Adds what was learned, all in one step, for many may learn at once, and remembers that these ids are the same user. */
  abstract merge(user: WhatsAppUser, facts: WindowFacts): Promise<WindowRecord>;

  /** The user's ids changed: what was kept under the old ones is found under both from now on. */
  abstract rename(before: WhatsAppUser, now: WhatsAppUser): Promise<void>;

  /** Whose windows close first comes first. */
  abstract list(query: WindowQuery): Promise<WindowPage>;
}
