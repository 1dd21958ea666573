import { types } from 'node:util';
import { idOrNone, isMetaId, millisecondsOrNone } from '../common/internal.js';
import { WhatsAppValidationError } from '../errors/index.js';
import { fromWaId } from '../recipients/index.js';
import { readIds } from '../users/internal.js';
import type { MessageRecipient } from '../messages/index.js';

/** A message to answer, named by its id and the chat that it stands in. */
export interface MessageReference {
  /** The `wamid.…` of the message. */
  readonly messageId: string;
  /** The recipient of the answer. */
  readonly to: MessageRecipient;
  /** The time when the message was sent, where it is known: it tells whether the quote will still show. */
  readonly sentAt?: Date;
}

/** The fields of an inbound webhook message that an answer needs, in Meta's names (Webhooks reference, common keys of `messages[]`). */
export interface InboundMessageReference {
  readonly id: string;
  /** The sender's phone number, digits without `+`; absent for some users since April 2026. */
  readonly from?: string;
  /** The sender's business-scoped user id. */
  readonly from_user_id?: string;
  /** The one that several portfolios of one business share. */
  readonly from_parent_user_id?: string;
  /** Present on group messages. */
  readonly group_id?: string;
  /** UNIX seconds, as a string. */
  readonly timestamp?: string;
}

/** The message to answer: an inbound message as the webhook gave it, or a message named by its id. */
export type ReplyTarget = MessageReference | InboundMessageReference;

/**
 * Reads either form of target.
 *
 * @throws WhatsAppValidationError where it is neither, or does not say which message it is
 */
export function toMessageReference(target: ReplyTarget): MessageReference {
  if (typeof target !== 'object' || target === null) {
    throw refuse('', "the message to answer must be an object: the webhook's message, or { messageId, to }");
  }
  if ('messageId' in target) {
    assertId('messageId', target.messageId);
    assertDate(target.sentAt);
    return target;
  }
  assertId('id', target.id);
  const sentAt = millisecondsOrNone(target.timestamp);
  return {
    messageId: target.id,
    to: senderOf(target),
    sentAt: sentAt === undefined ? undefined : new Date(sentAt),
  };
}

// A user with a username may have no phone number, and a message in a group is answered in the group.
function senderOf(message: InboundMessageReference): MessageRecipient {
  const group = idOrNone(message.group_id);
  if (group !== undefined) return { group };
  const sender = readIds({
    userId: message.from_user_id,
    parentUserId: message.from_parent_user_id,
    waId: message.from,
  });
  if (sender?.waId !== undefined) return { to: fromWaId(sender.waId) };
  const recipient = sender?.userId ?? sender?.parentUserId;
  if (recipient !== undefined) return { recipient };
  throw refuse(
    'from',
    'the message to answer names no sender: it needs `from`, `from_user_id` or `group_id`',
  );
}

// Types do not hold for what comes from webhooks, queues and stores.
function assertId(path: string, id: unknown): void {
  if (isMetaId(id)) return;
  throw refuse(path, 'must be the id of the message to answer, such as "wamid.…"');
}

function assertDate(sentAt: unknown): void {
  if (sentAt === undefined || (types.isDate(sentAt) && !Number.isNaN(sentAt.getTime()))) return;
  throw refuse('sentAt', 'must be a valid Date, or be left out');
}

function refuse(path: string, message: string): WhatsAppValidationError {
  return new WhatsAppValidationError([{ path, message }]);
}
