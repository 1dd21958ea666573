import { conversationOf } from '../../engine/conversations/conversation.js';
import { recordAt, textAt } from '../../engine/common/is-record.js';
import { GraphApiError } from '../../engine/errors/graph-api.error.js';
import type { Person } from '../../engine/people/person.js';
import { oneOf, object, openObject, STRING, text } from '../../schemas/json-schema.js';
import { queryText, type GraphRequest } from './graph-call.js';
import type { GraphRouter } from './graph-router.js';

const CALL = object(
  {
    messaging_product: { const: 'whatsapp' },
    action: oneOf('connect', 'pre_accept', 'accept', 'reject', 'terminate'),
  },
  {
    to: STRING,
    recipient: STRING,
    call_id: text(),
    session: openObject({ sdp_type: oneOf('offer', 'answer'), sdp: text() }),
    biz_opaque_callback_data: { type: 'string', maxLength: 512 },
  },
);
const SUCCESS = { messaging_product: 'whatsapp', success: true };

/** Calls as far as signalling goes: no sound is carried. */
export function callRoutes(router: GraphRouter): void {
  const { state, actor } = router.engine;

  router.on('POST', '/:phone/calls', async (request) => {
    const { number } = state.phoneNumbers.get(request.params.id, 'POST');
    const body = router.bodies.read(request, CALL);
    if (body['action'] === 'connect') return connect(router, number.id, body);
    const call = state.calls.find(textAt(body, 'call_id') ?? '');
    if (!call || call.phoneNumberId !== number.id || call.state === 'ended') {
      throw new GraphApiError({ code: 100, details: 'Param call_id: there is no such call.' });
    }
    switch (body['action']) {
      case 'accept':
        needSdp(body);
        actor.calls.connect(call);
        break;
      case 'pre_accept':
        needSdp(body);
        break;
      default:
        await actor.calls.end(call, call.direction === 'USER_INITIATED' ? 'declined' : 'cancelled');
    }
    return SUCCESS;
  });

  router.on('GET', '/:phone/call_permissions', (request) => {
    const { number } = state.phoneNumbers.get(request.params.id, 'GET');
    const until = conversationOf(personOf(router, request), number.id).callPermissionUntil;
    const now = state.clock.now();
    const status = until === Infinity ? 'permanent' : until > now ? 'temporary' : 'no_permission';
    return {
      messaging_product: 'whatsapp',
      permission: {
        status,
        ...(status === 'temporary' ? { expiration_time: Math.floor(until / 1000) } : {}),
      },
      actions: [
        {
          action_name: 'send_call_permission_request',
          can_perform_action: status !== 'permanent',
          limits: [],
        },
        { action_name: 'start_call', can_perform_action: status !== 'no_permission', limits: [] },
      ],
    };
  });
}

function connect(
  router: GraphRouter,
  phoneNumberId: string,
  body: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const { state, actor } = router.engine;
  needSdp(body);
  const [to, recipient] = [textAt(body, 'to'), textAt(body, 'recipient')];
  const person =
    to === undefined
      ? state.people.withUserId(recipient ?? '')
      : state.people.withWaId(to.replace(/\D/g, ''));
  if (!person.onWhatsApp)
    throw new GraphApiError({ code: 138001, details: 'The receiver cannot be called.' });
  if (conversationOf(person, phoneNumberId).callPermissionUntil <= state.clock.now()) {
    throw new GraphApiError({ code: 138006, httpStatus: 401, details: 'The user has not permitted calls.' });
  }
  if (state.calls.running(person, phoneNumberId)) {
    throw new GraphApiError({ code: 138003, details: 'A call with this user is under way.' });
  }
  const call = actor.calls.dial(person, phoneNumberId, textAt(body, 'biz_opaque_callback_data'));
  return { messaging_product: 'whatsapp', calls: [{ id: call.id }], success: true };
}

function needSdp(body: Readonly<Record<string, unknown>>): void {
  if (textAt(recordAt(body, 'session'), 'sdp') !== undefined) return;
  throw new GraphApiError({
    code: 100,
    details: "Parameter 'session' with 'sdp_type' and 'sdp' is required.",
  });
}

function personOf({ engine: { state } }: GraphRouter, request: GraphRequest): Person {
  const [waId, recipient] = [queryText(request, 'user_wa_id'), queryText(request, 'recipient')];
  if (recipient !== undefined) return state.people.withUserId(recipient);
  if (waId !== undefined) return state.people.withWaId(waId.replace(/\D/g, ''));
  throw new GraphApiError({ code: 100, details: "Parameter 'user_wa_id' or 'recipient' is required." });
}
