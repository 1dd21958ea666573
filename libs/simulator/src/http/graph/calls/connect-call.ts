import { CALL_LIMITS, connectedCalls } from '../../../engine/calls/call-limits.js';
import { recordAt, textAt } from '../../../engine/common/is-record.js';
import { conversationOf } from '../../../engine/conversations/conversation.js';
import { GraphApiError } from '../../../engine/errors/graph-api.error.js';
import { personAddress } from '../../../engine/messages/recipient-address.js';
import type { PhoneNumberEntry } from '../../../engine/numbers/phone-number-book.js';
import type { Person } from '../../../engine/people/person.js';
import { checkAccountState } from '../../../engine/rules/account-state.rule.js';
import type { SimulatorState } from '../../../engine/state/simulator-state.js';
import type { GraphRouter } from '../routing/graph-router.js';

type Body = Readonly<Record<string, unknown>>;

/**
 * The business rings a user.
 * @throws GraphApiError 100 or 131009 for an address that is none; for the state of the account as a send does; 138000
 * where calling is switched off, 138001, 138003, 138006, and 138012 beyond the calls of a day
 */
export function connectCall({ engine }: GraphRouter, sender: PhoneNumberEntry, body: Body): Body {
  const { state, actor } = engine;
  checkSdp(body);
  const address = personAddress(
    { to: textAt(body, 'to'), recipient: textAt(body, 'recipient') },
    sender,
    state.people,
  );
  checkNumber(state, sender);
  const person = state.people.at(address);
  checkPerson(state, person, sender.number.id);
  const call = actor.calls.dial(person, sender.number.id, textAt(body, 'biz_opaque_callback_data'));
  return { messaging_product: 'whatsapp', calls: [{ id: call.id }], success: true };
}

/** @throws GraphApiError 100 without a session description */
export function checkSdp(body: Body): void {
  if (textAt(recordAt(body, 'session'), 'sdp') !== undefined) return;
  throw new GraphApiError({
    code: 100,
    details: "Parameter 'session' with 'sdp_type' and 'sdp' is required.",
  });
}

function checkNumber(state: SimulatorState, sender: PhoneNumberEntry): void {
  if (!state.rules.accountState) return;
  checkAccountState({ state, sender });
  const { status } = recordAt(state.settings.of(sender.number.id).settings, 'calling');
  if (String(status).toLowerCase() === 'enabled') return;
  throw new GraphApiError({
    code: 138000,
    details: "Calling is switched off: POST calling.status ENABLED to the number's settings first.",
  });
}

function checkPerson(state: SimulatorState, person: Person, phoneNumberId: string): void {
  if (!person.onWhatsApp)
    throw new GraphApiError({ code: 138001, details: 'The receiver cannot be called.' });
  if (conversationOf(person, phoneNumberId).callPermissionUntil <= state.clock.now()) {
    throw new GraphApiError({ code: 138006, details: 'The user has not permitted calls.' });
  }
  if (state.calls.running(person, phoneNumberId)) {
    throw new GraphApiError({ code: 138003, details: 'A call with this user is under way.' });
  }
  if (!state.rules.callPermissionRequests) return;
  const { max, withinMs } = CALL_LIMITS.connectedPerDay;
  const [oldest, ...others] = connectedCalls(state, person, phoneNumberId).slice(-max);
  if (oldest === undefined || others.length + 1 < max) return;
  throw new GraphApiError({
    code: 138012,
    details: `Only ${max} calls a day are connected with a user; the next after ${new Date(oldest + withinMs).toISOString()}.`,
  });
}
