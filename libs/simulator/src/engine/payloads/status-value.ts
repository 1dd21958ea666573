import type { MessageRecord, RecordState } from '../history/message-record.js';
import { graphErrorEntry } from '../errors/graph-error-codes.js';
import type { Person } from '../people/person.js';
import { contactOf, seconds, visibleWaId } from './identity.js';

/** The first Graph version whose statuses have no `conversation`. */
const NO_CONVERSATION_SINCE = 24;
type Contact = ReturnType<typeof contactOf>;

const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * Writes the value of a status webhook.
 * @param participants of a message to a group: who it is about
 */
export function statusValue(
  record: MessageRecord,
  status: RecordState,
  at: number,
  participants: readonly Person[] = [],
): Readonly<Record<string, unknown>> {
  // "sent" and "failed" are about a group's message as a whole, the others about one participant each.
  const grouped = record.groupId !== undefined && status !== 'sent' && status !== 'failed';
  const people: readonly (Person | undefined)[] = grouped ? participants : [undefined];
  const contacts = contactsOf(record, status, grouped ? participants : [record.person]);
  return {
    ...(contacts.length === 0 ? {} : { contacts }),
    statuses: people.map((participant) => ({
      id: record.id,
      status,
      timestamp: seconds(at),
      ...recipientFields(record, status, participant),
      ...conversationField(record, status),
      ...(status === 'sent' || status === 'delivered' ? { pricing: pricing(record) } : {}),
      ...callbackData(record),
      ...(record.failure && status === 'failed' ? { errors: [lateError(record.failure)] } : {}),
    })),
  };
}

/** Returns the entries of `contacts`: none where a message fails, and where one to a group is sent. */
function contactsOf({ groupId }: MessageRecord, status: RecordState, people: readonly Person[]): Contact[] {
  const nobody = status === 'failed' || (groupId !== undefined && status === 'sent');
  return nobody ? [] : people.map(contactOf);
}

/** An error in a webhook. */
export function lateError({
  code,
  details,
}: {
  readonly code: number;
  readonly details: string;
}): Readonly<Record<string, unknown>> {
  const { title } = graphErrorEntry(code);
  return {
    code,
    title,
    message: title,
    error_data: { details },
    href: 'https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes/',
  };
}

function recipientFields(
  { accepted, groupId, person }: MessageRecord,
  status: RecordState,
  participant: Person | undefined,
): Readonly<Record<string, unknown>> {
  if (groupId !== undefined) {
    const group = { recipient_id: groupId, recipient_type: 'group' };
    if (!participant) return group;
    const waId = visibleWaId(participant);
    return {
      ...group,
      ...(waId === undefined ? {} : { recipient_participant_id: waId }),
      recipient_participant_user_id: participant.userId,
    };
  }
  const recipient = accepted?.recipient;
  if (recipient?.kind !== 'phone') return { recipient_user_id: person.userId };
  return {
    recipient_id: recipient.waId,
    ...(status === 'failed' ? {} : { recipient_user_id: person.userId }),
  };
}

function conversationField(
  { id, accepted, at }: MessageRecord,
  status: RecordState,
): Readonly<Record<string, unknown>> {
  if (!accepted || accepted.graphVersion >= NO_CONVERSATION_SINCE) return {};
  if (status !== 'sent' && status !== 'delivered') return {};
  return {
    conversation: {
      id: Buffer.from(id).toString('hex').slice(-32),
      ...(status === 'sent' ? { expiration_timestamp: seconds(at + DAY_MS) } : {}),
      origin: { type: accepted.pricing.category },
    },
  };
}

function callbackData({ accepted }: MessageRecord): Readonly<Record<string, unknown>> {
  const data = accepted?.body.biz_opaque_callback_data;
  return data === undefined ? {} : { biz_opaque_callback_data: data };
}

/** The member `pricing` of a status. */
function pricing({ accepted }: MessageRecord): Readonly<Record<string, unknown>> {
  const price = accepted?.pricing;
  return {
    billable: price?.type === 'regular',
    pricing_model: 'PMP',
    type: price?.type ?? 'free_customer_service',
    category: price?.category ?? 'service',
  };
}
