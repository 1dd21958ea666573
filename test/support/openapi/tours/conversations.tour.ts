import { type GraphTour, idAt } from '../graph-tour.js';

const product = { messaging_product: 'whatsapp' };
const userId = 'US.13491208655302741918';

/** Groups from opening to closing. */
export async function groups(tour: GraphTour): Promise<void> {
  const { control } = tour.simulator;
  const body = { ...product, subject: 'Neighbours', join_approval_mode: 'approval_required' };
  await tour.done('POST /:phone/groups', { body });
  await tour.refused('POST /:phone/groups', { body: product });
  await tour.done('GET /:phone/groups');
  await tour.refused('GET /:phone/groups', { query: { after: 'none' } });
  const group = control.groups()[0]?.id ?? '';
  const ids = { group };
  await tour.done('GET /:group', { ids });
  await tour.done('GET /:group', {
    ids,
    query: { fields: 'subject,suspended,participants,join_approval_mode' },
  });
  await tour.refused('GET /:group', { ids, query: { fields: 'colour' } });
  await tour.done('POST /:group', { ids, body: { ...product, subject: 'Good neighbours' } });
  await tour.refused('POST /:group', { ids, body: { subject: '' } });
  await tour.done('GET /:group/invite_link', { ids });
  await tour.done('POST /:group/invite_link', { ids });
  // Who is in the group asks no more: the refusal comes first.
  for (const method of ['DELETE', 'POST']) {
    await control.changeMembership(group, userId, 'join');
    const page = await tour.done('GET /:group/join_requests', { ids });
    const [request] = page['data'] as { join_request_id: string }[];
    const join_requests = [request?.join_request_id ?? ''];
    await tour.done(`${method} /:group/join_requests`, { ids, body: { ...product, join_requests } });
    await tour.refused(`${method} /:group/join_requests`, { ids, body: { ...product, join_requests } });
  }
  const removal = { ...product, participants: [{ user: '16505551234' }] };
  await tour.done('DELETE /:group/participants', { ids, body: removal });
  await tour.refused('DELETE /:group/participants', { ids, body: removal });
  await tour.done('DELETE /:group', { ids });
  await tour.refused('DELETE /:group', { ids });
  await tour.simulator.settled();
}

/** Calls, as far as signalling goes. */
export async function calls(tour: GraphTour): Promise<void> {
  const { control } = tour.simulator;
  const session = { sdp_type: 'offer', sdp: 'v=0' };
  const connect = { ...product, to: '+16505551234', action: 'connect', session };
  await tour.refused('POST /:phone/calls', { body: connect });
  await tour.done('GET /:phone/call_permissions', { query: { user_wa_id: '16505551234' } });
  await tour.refused('GET /:phone/call_permissions');
  await tour.done('POST /:phone/messages', {
    body: {
      ...product,
      to: '+16505551234',
      type: 'interactive',
      interactive: {
        type: 'call_permission_request',
        action: { name: 'call_permission_request' },
        body: { text: 'May we call you?' },
      },
    },
  });
  const messageId = tour.simulator.messages.at(-1)?.id ?? '';
  await tour.simulator.settled();
  await control.act(userId, { action: 'answer_call_permission', messageId, response: 'accept' });
  await tour.done('GET /:phone/call_permissions', { query: { user_wa_id: '16505551234' } });
  const answer = await tour.done('POST /:phone/calls', { body: connect });
  const [call] = answer['calls'] as { id: string }[];
  const end = { ...product, call_id: idAt({ id: call?.id }), action: 'terminate' };
  await tour.done('POST /:phone/calls', { body: end });
  await tour.refused('POST /:phone/calls', { body: end });
  await tour.simulator.settled();
}
