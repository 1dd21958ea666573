import { textAt } from '../../../engine/common/is-record.js';
import { GraphApiError } from '../../../engine/errors/graph-api.error.js';
import { oneOf, object, openObject, STRING, text } from '../../../schemas/shared/json-schema.js';
import type { GraphRouter } from '../routing/graph-router.js';
import { callPermissions } from './call-permissions.js';
import { checkSdp, connectCall } from './connect-call.js';

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
    const sender = state.phoneNumbers.get(request.params.id, 'POST');
    const body = router.bodies.read(request, CALL);
    if (body['action'] === 'connect') return connectCall(router, sender, body);
    const call = state.calls.find(textAt(body, 'call_id') ?? '');
    if (!call || call.phoneNumberId !== sender.number.id || call.state === 'ended') {
      throw new GraphApiError({ code: 100, details: 'Param call_id: there is no such call.' });
    }
    switch (body['action']) {
      case 'accept':
        checkSdp(body);
        actor.calls.connect(call);
        break;
      case 'pre_accept':
        checkSdp(body);
        break;
      default:
        await actor.calls.end(call, call.direction === 'USER_INITIATED' ? 'declined' : 'cancelled');
    }
    return SUCCESS;
  });

  router.on('GET', '/:phone/call_permissions', (request) => callPermissions(router, request));
}
