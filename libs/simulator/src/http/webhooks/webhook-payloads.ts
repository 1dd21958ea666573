import type { AcceptedMessage } from '../../engine/accepted-message.js';
import type { MessageStatus } from '../../engine/message-status.js';
import type { PeopleDirectory, PersonIdentity } from '../../engine/people-directory.js';
import type { PhoneNumberEntry } from '../../engine/phone-number-book.js';

/** A webhook payload with one change. */
export type WebhookPayload = Readonly<Record<string, unknown>>;

/** Meta's envelope around one change of the field `messages`. */
export function messagesEnvelope(
  businessAccountId: string,
  number: PhoneNumberEntry,
  value: Readonly<Record<string, unknown>>,
): WebhookPayload {
  return {
    object: 'whatsapp_business_account',
    entry: [
      {
        id: businessAccountId,
        changes: [
          {
            value: {
              messaging_product: 'whatsapp',
              metadata: { display_phone_number: number.digits, phone_number_id: number.number.id },
              ...value,
            },
            field: 'messages',
          },
        ],
      },
    ],
  };
}

/** The value of a status webhook. */
export function statusValue(
  message: AcceptedMessage,
  status: MessageStatus,
  people: PeopleDirectory,
  at: Date,
): Readonly<Record<string, unknown>> {
  const person = personOf(message, people);
  const callbackData = message.body.biz_opaque_callback_data;
  return {
    contacts: [contact(person)],
    statuses: [
      {
        id: message.id,
        status,
        timestamp: seconds(at),
        ...recipientFields(message, status, person),
        ...(status === 'read' ? {} : { pricing: pricing(message) }),
        ...(callbackData === undefined ? {} : { biz_opaque_callback_data: callbackData }),
      },
    ],
  };
}

/** The value of a webhook with one inbound message. */
export function inboundValue(
  person: PersonIdentity,
  message: { readonly id: string; readonly type: string; readonly at: Date; readonly content: object },
): Readonly<Record<string, unknown>> {
  return {
    contacts: [contact(person)],
    messages: [
      {
        ...(person.waId === undefined ? {} : { from: person.waId }),
        from_user_id: person.userId,
        id: message.id,
        timestamp: seconds(message.at),
        type: message.type,
        ...message.content,
      },
    ],
  };
}

function contact(person: PersonIdentity): Readonly<Record<string, unknown>> {
  return {
    profile: {
      name: person.name,
      ...(person.username === undefined ? {} : { username: person.username }),
    },
    ...(person.waId === undefined ? {} : { wa_id: person.waId }),
    user_id: person.userId,
  };
}

function personOf({ recipient }: AcceptedMessage, people: PeopleDirectory): PersonIdentity {
  if (recipient.kind === 'phone') return people.withWaId(recipient.waId);
  if (recipient.kind === 'user') return people.withUserId(recipient.userId);
  return people.participantOf(recipient.groupId);
}

function recipientFields(
  { recipient }: AcceptedMessage,
  status: MessageStatus,
  person: PersonIdentity,
): Readonly<Record<string, unknown>> {
  if (recipient.kind === 'phone') return { recipient_id: recipient.waId, recipient_user_id: person.userId };
  if (recipient.kind === 'user') return { recipient_user_id: recipient.userId };
  const group = { recipient_id: recipient.groupId, recipient_type: 'group' };
  // "sent" is about the message as a whole, the others about one participant each.
  if (status === 'sent') return group;
  return {
    ...group,
    ...(person.waId === undefined ? {} : { recipient_participant_id: person.waId }),
    recipient_participant_user_id: person.userId,
  };
}

/** Free-form messages are free; a template costs by its category, which this simulator takes for utility. */
function pricing(message: AcceptedMessage): Readonly<Record<string, unknown>> {
  const template = message.type === 'template';
  const base = template ? 'utility' : 'service';
  const category =
    message.endpoint === 'marketing_messages'
      ? 'marketing_lite'
      : message.recipient.kind === 'group'
        ? `group_${base}`
        : base;
  return {
    billable: template,
    pricing_model: 'PMP',
    type: template ? 'regular' : 'free_customer_service',
    category,
  };
}

function seconds(at: Date): string {
  return String(Math.floor(at.getTime() / 1000));
}
