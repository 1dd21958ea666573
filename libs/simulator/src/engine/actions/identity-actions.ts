import { createHash } from 'node:crypto';
import { contactOf, seconds } from '../payloads/identity.js';
import { messageValue } from '../payloads/message-value.js';
import type { WebhookSink } from '../webhooks/webhook-sink.js';
import type { ActionContext } from './action-context.js';
import { ActionError } from './action-error.js';
import type { ActionOf } from './person-action.js';

/** A person takes another number, and gets another user id with it: a system message and `user_id_update` tell of it. */
export async function changeNumber(
  context: ActionContext,
  { phoneNumber }: ActionOf<'change_number'>,
  sink: WebhookSink,
): Promise<readonly string[]> {
  const { state, person } = context;
  if (!/^\+[\d\-() ]{6,24}$/.test(phoneNumber)) {
    throw new ActionError('The new number must be international, such as "+16505559999".');
  }
  const before = { waId: person.waId, userId: person.userId };
  state.people.changeNumber(person, phoneNumber);
  state.events.tell({ name: 'personRemoved', about: { userId: before.userId } });
  state.events.tell({ name: 'person', about: person });
  const system = await tellSystem(
    context,
    before.waId,
    {
      body: `User ${person.name} changed from ${before.waId ?? before.userId} to ${person.waId ?? person.userId}`,
      type: 'user_changed_number',
      ...(person.waId === undefined ? {} : { wa_id: person.waId }),
      user_id: person.userId,
    },
    {},
    sink,
  );
  const update = await sink.send({
    field: 'user_id_update',
    phoneNumberId: context.number.number.id,
    value: messageValue(context.number, {
      contacts: [contactOf(person)],
      user_id_update: [
        {
          ...(person.waId === undefined ? {} : { wa_id: person.waId }),
          detail: 'The user changed the phone number.',
          user_id: { previous: before.userId, current: person.userId },
          timestamp: Math.floor(state.clock.now() / 1000),
        },
      ],
    }),
    summary: `${person.name}: new user id`,
  });
  return [...system, ...update];
}

/** A person has a new phone: the encryption identity is another one. */
export function changeIdentity(context: ActionContext, sink: WebhookSink): Promise<readonly string[]> {
  const { person, state } = context;
  const now = state.clock.now();
  const hash = createHash('sha256').update(`${person.userId}${now}`).digest('base64').slice(0, 16);
  person.identityKeyHash = hash;
  state.events.tell({ name: 'person', about: person });
  return tellSystem(
    context,
    person.waId,
    { body: `User ${person.name} identity changed`, type: 'customer_identity_changed' },
    { identity: { acknowledged: false, created_timestamp: seconds(now), hash } },
    sink,
  );
}

/** System messages come without `contacts`. */
function tellSystem(
  { state, person, number }: ActionContext,
  from: string | undefined,
  system: Readonly<Record<string, unknown>>,
  further: Readonly<Record<string, unknown>>,
  sink: WebhookSink,
): Promise<readonly string[]> {
  return sink.send({
    field: 'messages',
    phoneNumberId: number.number.id,
    value: messageValue(number, {
      messages: [
        {
          ...(from === undefined ? {} : { from }),
          from_user_id: person.userId,
          id: state.ids.message(person.waId ?? person.userId),
          timestamp: seconds(state.clock.now()),
          type: 'system',
          system,
          ...further,
        },
      ],
    }),
    summary: `system: ${String(system['type'])}`,
  });
}
