import { recordAt } from '../common/is-record.js';
import type { MessageRecord } from '../history/message-record.js';
import { messageAtHand, messageOfConversation, type ActionContext } from './action-context.js';
import { ActionError } from '../errors/action.error.js';
import type { Inbound } from './inbound-messages.js';
import type { ActionOf } from './person-action.js';

/** The times within which a sender may edit a message and revoke it, in milliseconds. */
const EDIT_MS = 15 * 60 * 1000;
const REVOKE_MS = 2 * 24 * 60 * 60 * 1000;

/** An emoji under a message, or none any more. */
export function react(context: ActionContext, { messageId, emoji }: ActionOf<'react'>): Inbound {
  const record = messageAtHand(context, messageId);
  const { [context.person.userId]: _before, ...others } = record.reactions.people ?? {};
  const people = emoji === '' ? others : { ...others, [context.person.userId]: emoji };
  if (Object.keys(people).length > 0) record.reactions.people = people;
  else delete record.reactions.people;
  context.state.events.tell({ name: 'messageUpdated', about: record });
  return {
    type: 'reaction',
    content: { message_id: messageId, ...(emoji === '' ? {} : { emoji }) },
    bubble: false,
  };
}

/** Other words in a message that was sent. */
export function edit(context: ActionContext, { messageId, text }: ActionOf<'edit'>): Inbound {
  const record = ownMessage(context, messageId, EDIT_MS, 'edited within 15 minutes');
  const content =
    record.type === 'text'
      ? { body: text }
      : { ...recordAt({ content: record.content }, 'content'), caption: text };
  record.content = content;
  record.edited = true;
  context.state.events.tell({ name: 'messageUpdated', about: record });
  return {
    type: 'edit',
    content: { original_message_id: messageId, message: { type: record.type, [record.type]: content } },
    bubble: false,
  };
}

/** A message is taken back. */
export function revoke(context: ActionContext, { messageId }: ActionOf<'revoke'>): Inbound {
  const record = ownMessage(context, messageId, REVOKE_MS, 'taken back within 2 days');
  record.revoked = true;
  context.state.events.tell({ name: 'messageUpdated', about: record });
  return { type: 'revoke', content: { original_message_id: messageId }, bubble: false };
}

function ownMessage(context: ActionContext, id: string, limitMs: number, rule: string): MessageRecord {
  const record = messageOfConversation(context, id);
  const own = record.direction === 'inbound' && record.person === context.person;
  if (own && !record.revoked && context.state.clock.now() - record.at <= limitMs) {
    return record;
  }
  throw new ActionError(`Message ${id} cannot be changed: one's own messages can be ${rule}.`);
}
