import { WhatsAppValidationError } from '../errors/index.js';
import { fromWaId } from '../recipients/index.js';
import type { MessageRecipient } from '../messages/index.js';

/** A message to answer, named by its id and the chat that it stands in. */
export interface MessageReference {
  /** The `wamid.…` of the message. */
  readonly messageId: string;
  /** Who the answer goes to. */
  readonly to: MessageRecipient;
  /** When the message was sent, where it is known: it tells whether the quote will still show. */
  readonly sentAt?: Date;
}

/** The fields of an inbound webhook message that an answer needs, in Meta's names (Webhooks reference, common keys of `messages[]`). */
export interface InboundMessageReference {
  readonly id: string;
  /** The sender's phone number, digits without `+`; absent for some users since April 2026. */
  readonly from?: string;
  /** The sender's business-scoped user id. */
  readonly from_user_id?: string;
  /** Present on group messages. */
  readonly group_id?: string;
  /** UNIX seconds, as a string. */
  readonly timestamp?: string;
}

/** What can be answered: an inbound message as the webhook gave it, or a message named by its id. */
export type ReplyTarget = MessageReference | InboundMessageReference;

/** Reads either form of target. */
export function toMessageReference(target: ReplyTarget): MessageReference {
  if ('messageId' in target) return target;
  return {
    messageId: target.id,
    to: senderOf(target),
    sentAt: target.timestamp === undefined ? undefined : new Date(Number(target.timestamp) * 1000),
  };
}

// A user with a username may have no phone number, and a message in a group is answered in the group.
function senderOf({ group_id, from, from_user_id }: InboundMessageReference): MessageRecipient {
  if (group_id !== undefined) return { group: group_id };
  if (from !== undefined) return { to: fromWaId(from) };
  if (from_user_id !== undefined) return { recipient: from_user_id };
  throw new WhatsAppValidationError([
    {
      path: 'from',
      message: 'the message to answer names no sender: it needs `from`, `from_user_id` or `group_id`',
    },
  ]);
}
