import type { UserIds } from '../users/index.js';
import type { ConsentRecord, ConsentStatement } from './consent-record.js';

/** The time and the place of a user's statement about consent. */
export interface ConsentMoment {
  readonly at: Date;
  readonly source: string;
}

/**
 * A user's consent as it is recorded.
 *
 * @publicApi
 */
export interface ConsentStatus extends UserIds {
  /** The user's statement to the business itself; `unknown` where nobody recorded one. */
  readonly optIn: 'granted' | 'revoked' | 'unknown';
  /** The time and the place where it was granted or revoked. */
  readonly optInSince?: ConsentMoment;
  /** The user's statement to WhatsApp about marketing messages of the business; `unknown` where no webhook told one. */
  readonly marketing: 'allowed' | 'stopped' | 'unknown';
  readonly marketingSince?: ConsentMoment;
  /** Whether marketing messages are blocked, for either reason. */
  readonly optedOut: boolean;
}

/** Returns the status that a record describes. */
export function statusOf(record: ConsentRecord): ConsentStatus {
  const { userId, parentUserId, waId, given, marketing } = record;
  return {
    userId,
    parentUserId,
    waId,
    optIn: given === undefined ? 'unknown' : given.allowed ? 'granted' : 'revoked',
    optInSince: momentOf(given),
    marketing: marketing === undefined ? 'unknown' : marketing.allowed ? 'allowed' : 'stopped',
    marketingSince: momentOf(marketing),
    optedOut: given?.allowed === false || marketing?.allowed === false,
  };
}

function momentOf(statement: ConsentStatement | undefined): ConsentMoment | undefined {
  return statement && { at: new Date(statement.at), source: statement.source };
}
