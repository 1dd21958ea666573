import { isRecord, millisecondsOrNone } from '../common/internal.js';
import type { WhatsAppUser } from '../users/index.js';
import type { InboundEvent } from '../webhooks/index.js';
import { listOf, namedIn } from '../webhooks/internal.js';
import type { ConsentFacts } from './consent-record.js';
import { statedAt } from './stated-at.js';

/** A preference that one user stated. */
export interface LearnedPreference {
  readonly user: WhatsAppUser;
  readonly facts: ConsentFacts;
}

/**
 * Reads a `user_preferences` webhook: `stop`, `resume` or `signup` of marketing messages (Webhooks
 * reference, users and consent). Nothing for other events, and for values and categories that are
 * not known.
 */
export function preferencesOf(event: InboundEvent, now: number): LearnedPreference[] {
  const phoneNumberId = event.metadata?.phone_number_id;
  if (event.kind !== 'field' || event.field !== 'user_preferences' || phoneNumberId === undefined) return [];
  const value: Readonly<Record<string, unknown>> = { ...event.value };
  return listOf(value['user_preferences']).flatMap((preference) => {
    if (!isRecord(preference) || preference['category'] !== 'marketing_messages') return [];
    const ids = namedIn(preference);
    if (ids === undefined) return [];
    const timestamp = millisecondsOrNone(preference['timestamp']) ?? event.timestamp;
    const facts = factsOf(preference['value'], (allowed) => statedAt(timestamp, allowed, now));
    return facts ? [{ user: { ...ids, phoneNumberId }, facts }] : [];
  });
}

function factsOf(value: unknown, at: (allowed: boolean) => number): ConsentFacts | undefined {
  switch (value) {
    case 'stop':
      return { marketing: { allowed: false, at: at(false), source: 'whatsapp:stop' } };
    case 'resume':
      return { marketing: { allowed: true, at: at(true), source: 'whatsapp:resume' } };
    case 'signup': {
      // The user asked for marketing messages in the app: that is an opt-in, too.
      const statement = { allowed: true, at: at(true), source: 'whatsapp:signup' };
      return { marketing: statement, given: statement };
    }
    default:
      return undefined;
  }
}
