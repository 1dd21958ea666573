import { textAt, recordsAt } from '../../engine/common/is-record.js';
import { GraphApiError } from '../../engine/errors/graph-api.error.js';
import type { Group } from '../../engine/groups/group-book.js';
import { messageValue } from '../../engine/payloads/message-value.js';
import { list, object, oneOf, openObject, STRING, text } from '../../schemas/json-schema.js';
import { queryText, type GraphRequest } from './graph-call.js';
import type { GraphRouter } from './graph-router.js';
import { page } from './paging.js';
import { selectFields } from './select-fields.js';
import { unknownNode } from './unknown-path.js';

const PRODUCT = { messaging_product: { const: 'whatsapp' } };
const NEW_GROUP = object(
  { ...PRODUCT, subject: text(128) },
  {
    description: { type: 'string', maxLength: 2048 },
    join_approval_mode: oneOf('auto_approve', 'approval_required'),
  },
);
const GROUP_EDIT = openObject({}, { subject: text(128), description: { type: 'string', maxLength: 2048 } });
const USERS = object({ ...PRODUCT, participants: list(openObject({}, { user: STRING }), 1, 8) });
const REQUESTS = object({ ...PRODUCT, join_requests: list(STRING) });
const DEFAULT_FIELDS = ['subject', 'creation_timestamp'];

/** Groups: opened and closed by the business, joined by people who follow the invite link. */
export function groupRoutes(router: GraphRouter): void {
  const { state } = router.engine;

  router.on('POST', '/:phone/groups', (request) => {
    const { number } = state.phoneNumbers.get(request.params.id, 'POST');
    const body = router.bodies.read(request, NEW_GROUP);
    const group = state.groups.open(
      number.id,
      textAt(body, 'subject') ?? '',
      textAt(body, 'description') ?? '',
      textAt(body, 'join_approval_mode') ?? 'auto_approve',
      state.clock.now(),
    );
    const requestId = state.ids.code(22);
    const { subject, description, inviteLink, joinApprovalMode } = group;
    void tell(router, group, 'group_lifecycle_update', {
      type: 'group_create',
      request_id: requestId,
      subject,
      ...(description === '' ? {} : { description }),
      invite_link: inviteLink,
      join_approval_mode: joinApprovalMode,
    });
    return { messaging_product: 'whatsapp', request_id: requestId };
  });
  router.on('GET', '/:phone/groups', (request) => {
    const { number } = state.phoneNumbers.get(request.params.id, 'GET');
    const groups = state.groups.of(number.id).map(({ id, subject, createdAt }) => ({
      id,
      subject,
      created_at: String(Math.floor(createdAt / 1000)),
    }));
    const { data, paging } = page(request, groups);
    return { data: { groups: data }, paging };
  });

  router.on('GET', '/:group/invite_link', (request) => {
    const { inviteLink } = groupOf(router, request);
    return { messaging_product: 'whatsapp', invite_link: inviteLink };
  });
  router.on('POST', '/:group/invite_link', (request) => {
    const group = groupOf(router, request);
    group.inviteLink = state.groups.newInviteLink();
    state.events.tell({ name: 'group', about: group });
    return { messaging_product: 'whatsapp', invite_link: group.inviteLink };
  });

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
    void tell(router, group, 'group_participants_update', {
      type: 'group_participants_remove',
      request_id: requestId,
      removed_participants: removed,
      initiated_by: 'business',
    });
    return { messaging_product: 'whatsapp', request_id: requestId };
  });

  router.node('group', (id) => state.groups.find(id), {
    GET: groupNode,
    POST: (group, request) => editGroup(router, group, request),
    DELETE: (group) => deleteGroup(router, group),
  });
}

/** The node of a group. */
function groupNode(group: Group, request: GraphRequest): Readonly<Record<string, unknown>> {
  const participants = [...group.participants].map(({ waId, userId }) => ({ wa_id: waId, user_id: userId }));
  const node = {
    id: group.id,
    messaging_product: 'whatsapp',
    subject: group.subject,
    description: group.description,
    creation_timestamp: Math.floor(group.createdAt / 1000),
    suspended: group.suspended,
    join_approval_mode: group.joinApprovalMode,
    participants,
    total_participant_count: participants.length,
  };
  return selectFields(node, 'WhatsAppGroup', queryText(request, 'fields'), DEFAULT_FIELDS);
}

/** Changes subject or description. */
function editGroup(
  router: GraphRouter,
  group: Group,
  request: GraphRequest,
): Readonly<Record<string, unknown>> {
  const body = router.bodies.read(request, GROUP_EDIT);
  const [subject, description] = [textAt(body, 'subject'), textAt(body, 'description')];
  group.subject = subject ?? group.subject;
  group.description = description ?? group.description;
  const { groups, clock, ids } = router.engine.state;
  groups.note(group, 'changed', clock.now());
  const requestId = ids.code(22);
  void tell(router, group, 'group_settings_update', {
    type: 'group_settings_update',
    request_id: requestId,
    ...(subject === undefined ? {} : { group_subject: { text: subject, update_successful: true } }),
    ...(description === undefined
      ? {}
      : { group_description: { text: description, update_successful: true } }),
  });
  return { messaging_product: 'whatsapp', request_id: requestId };
}

/** Closes a group. */
function deleteGroup(router: GraphRouter, group: Group): Readonly<Record<string, unknown>> {
  const { state } = router.engine;
  state.groups.remove(group);
  state.events.tell({ name: 'groupRemoved', about: group });
  const requestId = state.ids.code(22);
  void tell(router, group, 'group_lifecycle_update', { type: 'group_delete', request_id: requestId });
  return { messaging_product: 'whatsapp', request_id: requestId };
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
    void tell(router, group, 'group_participants_update', {
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

function groupOf(router: GraphRouter, request: GraphRequest): Group {
  const group = router.engine.state.groups.find(request.params.id);
  if (!group) throw unknownNode(request.params.id, request.method);
  return group;
}

function tell(
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
