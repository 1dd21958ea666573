import { conversationOf } from '../conversations/conversation.js';
import { contactOf, visibleWaId } from '../payloads/identity.js';
import { messageValue } from '../payloads/message-value.js';
import type { WebhookSink } from '../webhooks/webhook-sink.js';
import type { ActionContext } from './action-context.js';

/** A person stops marketing of the business, or wants it again; the field `user_preferences` tells of it. */
export function setMarketing(
  { state, person, number }: ActionContext,
  value: 'stop' | 'resume',
  sink: WebhookSink,
): Promise<readonly string[]> {
  const phoneNumberId = number.number.id;
  conversationOf(person, phoneNumberId).marketingStopped = value === 'stop';
  state.events.tell({ name: 'person', about: person });
  const waId = visibleWaId(person);
  return sink.send({
    field: 'user_preferences',
    phoneNumberId,
    value: messageValue(number, {
      contacts: [contactOf(person)],
      user_preferences: [
        {
          ...(waId === undefined ? {} : { wa_id: waId }),
          user_id: person.userId,
          detail: `User requested to ${value} marketing messages`,
          category: 'marketing_messages',
          value,
          timestamp: Math.floor(state.clock.now() / 1000),
        },
      ],
    }),
    summary: `${person.name}: ${value} marketing`,
  });
}
