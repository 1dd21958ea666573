import type { UserIds } from '../webhooks/index.js';
import type { ConsentFacts, ConsentRecord } from './consent-record.js';

/** A user, and what a consent of this user holds for. */
export interface ConsentHolder extends UserIds {
  /** The id of a business number, or `*` for all of them. */
  readonly scope: string;
}

/**
 * Remembers who agreed to be written to and who did not want it any more. It never forgets by itself: a store that is full takes
 * nobody in any more, and says so. A user is found by any of its ids:
 *
 * - what is kept under several of the ids that are asked for is answered as one;
 * - an id (parent BSUID, phone number) leads to the BSUID that it was last given with;
 * - what was kept under such an id alone passes on to the first BSUID that it is given with;
 * - what is kept for one BSUID never passes on to another, but by {@link rename}.
 *
 * `mergeConsents` says how facts are added.
 *
 * @publicApi
 */
export abstract class ConsentStore {
  /**
   * @throws ConsentStoreFullError where it knows nothing of the user, and has had to turn away what might have been about
   * this one
   */
  abstract find(user: ConsentHolder): Promise<ConsentRecord | undefined>;

  /**
   * Adds what was learned, all in one step, for many may learn at once, and remembers that these ids are the same user.
   *
   * @throws ConsentStoreFullError where there is no room for another user
   */
  abstract merge(user: ConsentHolder, facts: ConsentFacts): Promise<ConsentRecord>;

  /** The user's ids changed: what was kept under the old ones is found under both from now on. */
  abstract rename(before: ConsentHolder, now: ConsentHolder): Promise<void>;
}
