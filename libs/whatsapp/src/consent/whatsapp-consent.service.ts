import { Injectable } from '@nestjs/common';
import { Clock } from '../common/index.js';
import { WhatsAppValidationError } from '../errors/index.js';
import type { WhatsAppUser } from '../users/index.js';
import type { FoundPerson } from '../users/internal.js';
import { WhatsAppUsersService, type OfAccount, type UserReference } from '../webhooks/index.js';
import type { EventOfUser } from '../webhooks/internal.js';
import { ConsentStore } from './consent-store.js';
import type { ConsentFacts } from './consent-record.js';
import { statusOf, type ConsentStatus } from './consent-status.js';
import { statedAt } from './stated-at.js';

/** Details of a consent or an opt-out: where and when it was given. */
export interface ConsentDetails extends OfAccount {
  /** The source for your records, e.g. `checkout form`. No personal data. */
  readonly source: string;
  /**
   * A time to come counts as now. @default the time of the event, where the user is named by one; else now. Of an event whose time
   * is a whole second a revocation counts from the end of that second, so that no older grant outlasts it.
   */
  readonly at?: Date;
}

/**
 * Records who agreed to be written to and who did not want it any more, and says so. Users are found by phone number and by
 * business-scoped user id alike.
 *
 * @publicApi
 */
@Injectable()
export class WhatsAppConsentService {
  constructor(
    private readonly store: ConsentStore,
    private readonly users: WhatsAppUsersService,
    private readonly clock: Clock,
  ) {}

  /**
   * The user agreed to be written to. Lifts a revocation recorded here that is older; what the user stopped in WhatsApp stays
   * stopped until the user resumes it there.
   *
   * @throws WhatsAppValidationError where the reference names no user, or the source is empty
   * @throws StorageFullError where the storage has no room
   */
  async grant(user: UserReference, details: ConsentDetails): Promise<ConsentStatus> {
    return this.record(user, true, details);
  }

  /**
   * The user does not want to be written to any more: marketing messages are blocked, and with `requireOptIn` every template.
   *
   * @throws WhatsAppValidationError where the reference names no user, or the source is empty
   * @throws StorageFullError where the storage has no room
   */
  async revoke(user: UserReference, details: ConsentDetails): Promise<ConsentStatus> {
    return this.record(user, false, details);
  }

  /**
   * Returns a user's consent.
   *
   * @throws WhatsAppValidationError where the reference names no user
   * @throws ConsentUnknownError where the storage had no room for somebody's consent, and knows nothing of this one
   */
  async status(user: UserReference, of?: OfAccount): Promise<ConsentStatus> {
    return statusOf(await this.store.find(await this.users.named(user, of)));
  }

  /** The same for a user who has been looked up. */
  of(found: FoundPerson): ConsentStatus {
    return statusOf(this.store.recordOf(found));
  }

  /** Adds what was learned of a user. */
  async learn(user: WhatsAppUser, facts: ConsentFacts): Promise<void> {
    await this.store.merge(user, facts);
  }

  private async record(
    user: UserReference,
    allowed: boolean,
    { source, at, account }: ConsentDetails,
  ): Promise<ConsentStatus> {
    if (typeof source !== 'string' || source.trim() === '') {
      throw new WhatsAppValidationError([
        { path: 'source', message: 'expected where the consent comes from, e.g. "checkout form"' },
      ]);
    }
    const now = this.clock.now();
    const given = at ? Math.min(at.getTime(), now) : undefined;
    if (Number.isNaN(given)) {
      throw new WhatsAppValidationError([{ path: 'at', message: 'expected a valid date' }]);
    }
    const when = given ?? (isEvent(user) ? statedAt(user.timestamp, allowed, now) : now);
    const named = await this.users.named(user, { account });
    await this.store.merge(named, { given: { allowed, at: when, source } });
    return statusOf(await this.store.find(named));
  }
}

function isEvent(user: UserReference): user is EventOfUser {
  return typeof user === 'object' && user !== null && 'kind' in user;
}
