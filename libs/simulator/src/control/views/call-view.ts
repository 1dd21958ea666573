import type { Call } from '../../engine/calls/call-book.js';
import type { CallView } from '../api/index.js';
import { iso } from './time.js';

/** A call as the control API shows it. */
export function callView(call: Call): CallView {
  const { acceptedAt, endedAt, ending } = call;
  return {
    id: call.id,
    direction: call.direction === 'USER_INITIATED' ? 'inbound' : 'outbound',
    personId: call.person.userId,
    phoneNumberId: call.phoneNumberId,
    state: call.state,
    ...(ending === undefined ? {} : { ending }),
    at: iso(call.startedAt),
    ...(acceptedAt === undefined ? {} : { acceptedAt: iso(acceptedAt) }),
    ...(endedAt === undefined ? {} : { endedAt: iso(endedAt) }),
    webhookIds: [...call.webhookIds],
  };
}
