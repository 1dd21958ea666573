import { createHash } from 'node:crypto';
import { idOrNone } from '../../common/internal.js';
import type { InboundCall, InboundCallStatus, InboundMessage, MessageStatus } from '../payload/index.js';

/*
 * The same in every delivery of the same event (Webhooks reference, de-duplication keys). Nothing of a payload has been checked:
 * a part may be anything, of any length.
 */

/** The longest key in characters; a longer one is replaced by its hash. */
const longestKey = 700;

/** `message:<wamid>` */
export function messageKey({ id }: InboundMessage): string {
  return keyOf(['message', id]);
}

/** `status:<wamid>:<status>`, and for a group the participant; a payment's has its transaction, for each may fail once. */
export function statusKey(status: MessageStatus): string {
  const parts: unknown[] = ['status', status.id, status.status];
  const participant =
    idOrNone(status.recipient_participant_id) ?? idOrNone(status.recipient_participant_user_id);
  if (participant !== undefined) parts.push(participant);
  if (status.type === 'payment') parts.push('payment', status.payment?.transaction?.id ?? '');
  return keyOf(parts);
}

/** `call:<wacid>:<event>` */
export function callKey({ id, event }: InboundCall): string {
  return keyOf(['call', id, event]);
}

/** `call-status:<wacid>:<status>` */
export function callStatusKey({ id, status }: InboundCallStatus): string {
  return keyOf(['call-status', id, status]);
}

/** `template-status:<template id>:<event>:<entry time>` */
export function templateStatusKey(templateId: string, event: string, entryTime: number | string): string {
  return keyOf(['template-status', templateId, event, entryTime]);
}

/**
 * `change:<hash>`, for whatever has no id of its own. The entry's id and time are part of it, because the same may happen to
 * another account, or to the same one again.
 */
export function changeKey(
  entryId: string,
  entryTime: unknown,
  change: unknown,
  /** Makes the key of a value that cannot be written as JSON. */
  otherwise: () => string,
): string {
  return `change:${hash(asText([entryId, entryTime, change]) ?? otherwise())}`;
}

function keyOf(parts: readonly unknown[]): string {
  const key = parts.map((part) => (typeof part === 'string' ? part : asText(part))).join(':');
  return key.length > longestKey ? `${String(parts[0])}:${hash(key)}` : key;
}

/** A short, irreversible name for a key, for logs. */
export function hash(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 32);
}

/** JSON; `undefined` of what is nested too deep to be written. */
function asText(value: unknown): string | undefined {
  try {
    return JSON.stringify(value);
  } catch {
    return undefined;
  }
}
