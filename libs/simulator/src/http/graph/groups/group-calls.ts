import type { Group } from '../../../engine/groups/group-book.js';
import { messageValue } from '../../../engine/payloads/message-value.js';
import type { GraphRequest } from '../routing/graph-call.js';
import type { GraphRouter } from '../routing/graph-router.js';
import { unknownNode } from '../../../engine/errors/unknown-node.js';

/** The group that a call is about. @throws GraphApiError 100 for an unknown id */
export function groupOf(router: GraphRouter, request: GraphRequest): Group {
  const group = router.engine.state.groups.find(request.params.id);
  if (!group) throw unknownNode(request.params.id, request.method);
  return group;
}

/** Tells the business by webhook what has become of a group. */
export function tellOfGroup(
  router: GraphRouter,
  group: Group,
  field: string,
  members: Readonly<Record<string, unknown>>,
): Promise<readonly string[]> {
  const { state } = router.engine;
  if (state.groups.find(group.id)) state.events.tell({ name: 'group', about: group });
  const number = state.phoneNumbers.get(group.phoneNumberId, 'GET');
  const timestamp = String(Math.floor(state.clock.now() / 1000));
  return router.outbox.send({
    field,
    phoneNumberId: group.phoneNumberId,
    value: messageValue(number, { groups: [{ timestamp, group_id: group.id, ...members }] }),
    summary: `group: ${String(members['type'])}`,
  });
}
