import { recordsAt, textAt } from '../../../engine/common/is-record.js';
import { GraphApiError } from '../../../engine/errors/graph-api.error.js';
import { list, object, openObject, STRING } from '../../../schemas/json-schema.js';
import type { GraphRequest } from '../graph-call.js';
import type { GraphRouter } from '../graph-router.js';
import { page } from '../paging.js';
import { groupOf, tellOfGroup } from './group-calls.js';

const PRODUCT = { messaging_product: { const: 'whatsapp' } };
const USERS = object({ ...PRODUCT, participants: list(openObject({}, { user: STRING }), 1, 8) });
const REQUESTS = object({ ...PRODUCT, join_requests: list(STRING) });

/** Who may be in a group: the business lets in who asks, and puts out. */
export function membershipRoutes(router: GraphRouter): void {
  const { state } = router.engine;

  router.on('GET', '/:group/join_requests', (request) => {
    const requests = [...groupOf(router, request).joinRequests].map(([id, { waId, userId }]) => ({
      join_request_id: id,
      wa_id: waId,
      user_id: userId,
    }));
    return page(request, requests);
  });
  router.on('POST', '/:group/join_requests', (request) => decide(router, request, true));
  router.on('DELETE', '/:group/join_requests', (request) => decide(router, request, false));

  router.on('DELETE', '/:group/participants', async (request) => {
    const group = groupOf(router, request);
    const removed = recordsAt(router.bodies.read(request, USERS), 'participants').map((user) => {
      const input = textAt(user, 'user') ?? '';
      const person = state.people.find(input);
      if (!person || !group.participants.delete(person))
        throw new GraphApiError({ code: 131212, details: `${input} is not in the group.` });
      state.groups.note(group, 'removed', state.clock.now(), person);
      return { input, wa_id: person.waId, user_id: person.userId };
    });
    const requestId = state.ids.code(22);
    void tellOfGroup(router, group, 'group_participants_update', {
      type: 'group_participants_remove',
      request_id: requestId,
      removed_participants: removed,
      initiated_by: 'business',
    });
    return { messaging_product: 'whatsapp', request_id: requestId };
  });
}

function decide(
  router: GraphRouter,
  request: GraphRequest,
  approve: boolean,
): Readonly<Record<string, unknown>> {
  const { clock, events, groups } = router.engine.state;
  const group = groupOf(router, request);
  const asked = router.bodies.read(request, REQUESTS)['join_requests'];
  const ids = Array.isArray(asked) ? asked.map(String) : [];
  for (const id of ids) {
    const person = group.joinRequests.get(id);
    if (!person) throw new GraphApiError({ code: 131213, details: `There is no join request ${id}.` });
    group.joinRequests.delete(id);
    groups.note(group, approve ? 'joined' : 'refused', clock.now(), person);
    events.tell({ name: 'group', about: group });
    if (!approve) continue;
    group.participants.add(person);
    void tellOfGroup(router, group, 'group_participants_update', {
      type: 'group_participants_add',
      reason: 'invite_link',
      added_participants: [{ wa_id: person.waId, user_id: person.userId }],
    });
  }
  return {
    messaging_product: 'whatsapp',
    [approve ? 'approved_join_requests' : 'rejected_join_requests']: ids,
  };
}
