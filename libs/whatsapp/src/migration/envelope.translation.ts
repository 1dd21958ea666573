import { fromWaId } from '../recipients/index.js';
import type { TranslationReport } from './translation-report.js';
import { isRecord } from '../common/internal.js';
import type { JsonObject } from './json-object.js';
import { OnPremisesMessageError } from './on-premises-message.error.js';

/** The creator's number and the second of creation; too long for a phone number, which has at most 15 digits. */
const OLD_GROUP = /^\+?\d{6,15}-\d{10}(?:@g\.us)?$/;

/** An id of a message at the Cloud API; old ones (`gBGG…`) are known to nobody there. */
const CLOUD_MESSAGE_ID = /^wamid\./;

/** Translates the recipient: an id of all digits is complete, and gets the `+` without which Meta might read it otherwise. */
export function translateAddress({ to, recipient_type }: JsonObject, report: TranslationReport): unknown {
  if (recipient_type === 'group' || (typeof to === 'string' && OLD_GROUP.test(to))) {
    throw new OnPremisesMessageError(
      'group',
      recipient_type === 'group' ? 'recipient_type' : 'to',
      'is a group of the On-Premises API, which does not exist at the Cloud API: create a group there and send to its id',
    );
  }
  if (typeof to !== 'string' || !/^[1-9]\d+$/.test(to)) return to;
  report.note('address-completed', 'to', 'a WhatsApp id is written with "+" in front');
  return fromWaId(to);
}

/** Refuses the ids of messages that were sent or received before the migration. */
export function refuseOldMessageIds({ context, reaction }: JsonObject): void {
  refuseOldMessageId(context, 'context.message_id');
  refuseOldMessageId(reaction, 'reaction.message_id');
}

function refuseOldMessageId(holder: unknown, path: string): void {
  const id = isRecord(holder) ? holder['message_id'] : undefined;
  if (typeof id !== 'string' || CLOUD_MESSAGE_ID.test(id)) return;
  throw new OnPremisesMessageError(
    'message-id',
    path,
    'is not an id of the Cloud API ("wamid.…"): messages from before the migration cannot be quoted or reacted to',
  );
}
