import { recordsAt, textAt } from '../../../engine/common/is-record.js';
import { GraphApiError } from '../../../engine/errors/graph-api.error.js';
import type { Group } from '../../../engine/groups/group-book.js';
import { identity, PARTICIPANTS_MAX } from '../../../engine/services/group-membership.js';
import type { Person } from '../../../engine/people/person.js';
import { list, object, openObject, STRING } from '../../../schemas/shared/json-schema.js';
import type { GraphRequest } from '../routing/graph-call.js';
import type { GraphRouter } from '../routing/graph-router.js';
import { page } from '../routing/paging.js';
import { groupOf, tellOfGroup } from './group-calls.js';

const PRODUCT = { messaging_product: { const: 'whatsapp' } };
const USERS = object({ ...PRODUCT, participants: list(openObject({}, { user: STRING }), 1, 8) });
const REQUESTS = object({ ...PRODUCT, join_requests: list(STRING) });

/** Adds the membership of groups: the business lets in who asks, and removes people. */
export function membershipRoutes(router: GraphRouter): void {
  const { state } = router.engine;

  router.on('GET', '/:group/join_requests', (request) => {
    const requests = [...groupOf(router, request).joinRequests].map(([id, { person, at }]) => ({
      join_request_id: id,
      ...identity(person),
      creation_timestamp: Math.floor(at / 1000),
    }));
    return page(request, requests);
  });
  router.on('POST', '/:group/join_requests', (request) => decide(router, request, true));
  router.on('DELETE', '/:group/join_requests', (request) => decide(router, request, false));

  router.on('DELETE', '/:group/participants', async (request) => {
    const group = groupOf(router, request);
    const asked = recordsAt(router.bodies.read(request, USERS), 'participants');
    const leaving = asked.map((user) => participantOf(router, group, textAt(user, 'user') ?? ''));
    const removed = leaving.map(({ input, person }) => {
      if (group.participants.delete(person)) {
        state.groups.note(group, 'removed', state.clock.now(), person);
      }
      return { input, ...identity(person) };
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

/** @throws GraphApiError 131212 for somebody who is not in the group */
function participantOf(
  router: GraphRouter,
  group: Group,
  input: string,
): { readonly input: string; readonly person: Person } {
  const person = router.engine.state.people.find(input);
  if (person && group.participants.has(person)) return { input, person };
  throw new GraphApiError({ code: 131212, details: `${input} is not in the group.` });
}

/** @throws GraphApiError 131213 for an unknown request, 131204 for more people than there is room for; nobody is let in then */
function decide(
  router: GraphRouter,
  request: GraphRequest,
  approve: boolean,
): Readonly<Record<string, unknown>> {
  const { clock, events, groups } = router.engine.state;
  const group = groupOf(router, request);
  const asked = router.bodies.read(request, REQUESTS)['join_requests'];
  const ids = [...new Set(Array.isArray(asked) ? asked.map(String) : [])];
  const requests = ids.map((id) => {
    const asking = group.joinRequests.get(id);
    if (!asking) throw new GraphApiError({ code: 131213, details: `There is no join request ${id}.` });
    return { id, person: asking.person };
  });
  if (approve && group.participants.size + requests.length > PARTICIPANTS_MAX) {
    throw new GraphApiError({
      code: 131204,
      details: `A group has ${PARTICIPANTS_MAX} people at most; this one has ${group.participants.size}.`,
    });
  }
  for (const { id, person } of requests) {
    group.joinRequests.delete(id);
    groups.note(group, approve ? 'joined' : 'refused', clock.now(), person);
    events.tell({ name: 'group', about: group });
    if (!approve) continue;
    group.participants.add(person);
    void tellOfGroup(router, group, 'group_participants_update', {
      type: 'group_participants_add',
      reason: 'invite_link',
      added_participants: [identity(person)],
    });
  }
  return {
    messaging_product: 'whatsapp',
    [approve ? 'approved_join_requests' : 'rejected_join_requests']: ids,
  };
}
