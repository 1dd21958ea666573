import type { Call, CallEnding } from '../calls/call-book.js';
import type { CallSignalling } from '../services/call-signalling.js';
import type { ActionContext } from './action-context.js';
import { ActionError } from '../errors/action.error.js';
import type { ActionOf, ActionOutcome } from './person-action.js';

/** A person rings the business. */
export async function ring(
  { person, number }: ActionContext,
  { sdp }: ActionOf<'call'>,
  signalling: CallSignalling,
): Promise<ActionOutcome> {
  const [call, webhookIds] = await signalling.ring(person, number, sdp);
  return { callId: call.id, webhookIds };
}

/** A person takes the business's call, refuses it, or hangs up. */
export async function answerCall(
  context: ActionContext,
  { action, callId }: ActionOf<'accept_call' | 'reject_call' | 'end_call'>,
  signalling: CallSignalling,
): Promise<ActionOutcome> {
  const call = runningCall(context, callId);
  if (action === 'end_call') return { callId, webhookIds: await signalling.end(call, endingByPerson(call)) };
  if (call.direction !== 'BUSINESS_INITIATED' || call.state !== 'ringing') {
    throw new ActionError(`Call ${callId} does not ring at ${context.person.name}'s.`);
  }
  if (action === 'accept_call') return { callId, webhookIds: await signalling.accept(call) };
  const rejected = await signalling.tellStatus(call, 'REJECTED');
  return { callId, webhookIds: [...rejected, ...(await signalling.end(call, 'declined'))] };
}

/** Returns how a call ends: a caller who hangs up before the other has answered cancels it, the called person refuses it. */
function endingByPerson({ direction }: Call): CallEnding {
  return direction === 'USER_INITIATED' ? 'cancelled' : 'declined';
}

function runningCall({ state, person }: ActionContext, callId: string): Call {
  const call = state.calls.find(callId);
  if (call?.person === person && call.state !== 'ended') return call;
  throw new ActionError(`There is no call ${callId} with ${person.name}.`);
}
