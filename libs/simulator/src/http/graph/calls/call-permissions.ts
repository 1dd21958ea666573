import { CALL_LIMITS, connectedCalls, type CallLimit } from '../../../engine/calls/call-limits.js';
import { conversationOf } from '../../../engine/conversations/conversation.js';
import { GraphApiError } from '../../../engine/errors/graph-api.error.js';
import {
  userAddress,
  waIdAddress,
  type KnownNumbers,
  type PersonAddress,
} from '../../../engine/messages/recipient-address.js';
import type { PhoneNumberEntry } from '../../../engine/numbers/phone-number-book.js';
import { queryText, type GraphRequest } from '../routing/graph-call.js';
import type { GraphRouter } from '../routing/graph-router.js';

/** One of the limits of an action, and how far it is used up. */
interface ActionLimit {
  readonly time_period: string;
  readonly current_usage: number;
  readonly max_allowed: number;
  /** The time at which there is room again, in seconds since 1970; only where there is none. */
  readonly limit_expiration_time?: number;
}

/** Whether the user has permitted calls, and what the business may do. @throws GraphApiError 100 or 131009 without a user */
export function callPermissions(
  router: GraphRouter,
  request: GraphRequest,
): Readonly<Record<string, unknown>> {
  const { state } = router.engine;
  const entry = state.phoneNumbers.get(request.params.id, 'GET');
  const person = state.people.at(addressOf(request, entry, state.people));
  const now = state.clock.now();
  const { callPermissionUntil: until, callPermissionAsked } = conversationOf(person, entry.number.id);
  const status = until === Infinity ? 'permanent' : until > now ? 'temporary' : 'no_permission';
  const { askedPerDay, askedPerWeek, connectedPerDay } = CALL_LIMITS;
  const asking = [used(askedPerDay, callPermissionAsked, now), used(askedPerWeek, callPermissionAsked, now)];
  const calling = [used(connectedPerDay, connectedCalls(state, person, entry.number.id), now)];
  return {
    messaging_product: 'whatsapp',
    permission: {
      status,
      ...(status === 'temporary' ? { expiration_time: Math.floor(until / 1000) } : {}),
    },
    actions: [
      {
        action_name: 'send_call_permission_request',
        can_perform_action: status !== 'permanent' && asking.every(hasRoom),
        limits: asking,
      },
      {
        action_name: 'start_call',
        can_perform_action: status !== 'no_permission' && calling.every(hasRoom),
        limits: calling,
      },
    ],
  };
}

function used({ period, max, withinMs }: CallLimit, times: readonly number[], now: number): ActionLimit {
  const recent = times.filter((at) => at > now - withinMs);
  const freeing = recent.at(-max);
  return {
    time_period: period,
    current_usage: recent.length,
    max_allowed: max,
    ...(freeing === undefined ? {} : { limit_expiration_time: Math.floor((freeing + withinMs) / 1000) }),
  };
}

function hasRoom({ current_usage, max_allowed }: ActionLimit): boolean {
  return current_usage < max_allowed;
}

function addressOf(request: GraphRequest, entry: PhoneNumberEntry, known: KnownNumbers): PersonAddress {
  const [waId, recipient] = [queryText(request, 'user_wa_id'), queryText(request, 'recipient')];
  if (recipient !== undefined) return userAddress(recipient);
  // In a query a + may have become a space.
  if (waId !== undefined) return waIdAddress(waId.replace(/^ /, '+'), entry, known, 'user_wa_id');
  throw new GraphApiError({ code: 100, details: "Parameter 'user_wa_id' or 'recipient' is required." });
}
