import { createHash } from 'node:crypto';
import { contactOf, seconds } from '../payloads/identity.js';
import { messageValue } from '../payloads/message-value.js';
import type { Person } from '../people/person.js';
import type { WebhookSink } from '../webhooks/webhook-sink.js';
import type { ActionContext } from './action-context.js';
import { ActionError } from '../errors/action.error.js';
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
  return tellNewUserId(context, before, 'user_changed_number', 'The user changed the phone number.', sink);
}

/** A person gets another user id and keeps the number: a system message and `user_id_update` tell of it. */
export async function changeUserId(
  context: ActionContext,
  { userId }: ActionOf<'change_user_id'>,
  sink: WebhookSink,
): Promise<readonly string[]> {
  const { state, person } = context;
  if (!/^[A-Z]{2}\.[A-Za-z0-9]{1,128}$/.test(userId)) {
    throw new ActionError(
      'The new user id must be country, dot, letters and digits, such as "US.13491208655302741918".',
    );
  }
  const before = { waId: person.waId, userId: person.userId };
  state.people.changeUserId(person, userId);
  return tellNewUserId(context, before, 'user_changed_user_id', 'The user has a new user id.', sink);
}

/** The earlier identity of a person. */
type Known = Pick<Person, 'waId' | 'userId'>;

async function tellNewUserId(
  context: ActionContext,
  before: Known,
  type: 'user_changed_number' | 'user_changed_user_id',
  detail: string,
  sink: WebhookSink,
): Promise<readonly string[]> {
  const { state, person, number } = context;
  state.events.tell({ name: 'personRemoved', about: { userId: before.userId } });
  state.events.tell({ name: 'person', about: person });
  const waId = person.waId === undefined ? {} : { wa_id: person.waId };
  const [from, to] =
    type === 'user_changed_number'
      ? [before, person]
      : [{ userId: before.userId }, { userId: person.userId }];
  const body = `User ${person.name} changed from ${nameOf(from)} to ${nameOf(to)}`;
  const system = await tellSystem(
    context,
    before.waId,
    { body, type, ...(type === 'user_changed_number' ? waId : {}), user_id: person.userId },
    {},
    sink,
  );
  const update = await sink.send({
    field: 'user_id_update',
    phoneNumberId: number.number.id,
    value: messageValue(number, {
      contacts: [contactOf(person)],
      user_id_update: [
        {
          ...waId,
          detail,
          user_id: { previous: before.userId, current: person.userId },
          timestamp: Math.floor(state.clock.now() / 1000),
        },
      ],
    }),
    summary: `${person.name}: new user id`,
  });
  return [...system, ...update];
}

function nameOf({ waId, userId }: { readonly waId?: string | undefined; readonly userId: string }): string {
  return waId ?? userId;
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
