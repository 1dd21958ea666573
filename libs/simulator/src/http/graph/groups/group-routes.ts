import { askedFields, type AskedField } from '../../../engine/common/asked-fields.js';
import { textAt } from '../../../engine/common/is-record.js';
import type { Group } from '../../../engine/groups/group-book.js';
import { identity } from '../../../engine/services/group-membership.js';
import { object, oneOf, text } from '../../../schemas/shared/json-schema.js';
import { askedOf } from '../routing/graph-call.js';
import type { GraphRouter } from '../routing/graph-router.js';
import { page } from '../routing/paging.js';
import { selectFields } from '../routing/select-fields.js';
import { editGroup } from './edit-group.js';
import { groupOf, tellOfGroup } from './group-calls.js';
import { membershipRoutes } from './membership-routes.js';

const PRODUCT = { messaging_product: { const: 'whatsapp' } };
const NEW_GROUP = object(
  { ...PRODUCT, subject: text(128) },
  {
    description: { type: 'string', maxLength: 2048 },
    join_approval_mode: oneOf('auto_approve', 'approval_required'),
  },
);
/** The fields of a group that a list shows where no fields are asked for. */
const LISTED = askedFields('id,subject,created_at');
const CHOICE = { type: 'WhatsAppGroup', defaults: ['subject', 'creation_timestamp'] };

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
    void tellOfGroup(router, group, 'group_lifecycle_update', {
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
    const asked = askedOf(request) ?? LISTED;
    const groups = state.groups.of(number.id).map((group) => groupNode(group, asked));
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

  membershipRoutes(router);
  router.node('group', (id) => state.groups.find(id), {
    GET: (group, request) => groupNode(group, askedOf(request)),
    POST: (group, request) => editGroup(router, group, request),
    DELETE: (group) => deleteGroup(router, group),
  });
}

/** A group as it is asked for. @throws GraphApiError 100 for an unknown field */
function groupNode(
  group: Group,
  asked: readonly AskedField[] | undefined,
): Readonly<Record<string, unknown>> {
  const createdAt = Math.floor(group.createdAt / 1000);
  const participants = [...group.participants].map(identity);
  const node = {
    id: group.id,
    messaging_product: 'whatsapp',
    subject: group.subject,
    description: group.description,
    creation_timestamp: createdAt,
    // As lists have it.
    created_at: String(createdAt),
    suspended: group.suspended,
    join_approval_mode: group.joinApprovalMode,
    participants,
    total_participant_count: participants.length,
  };
  return selectFields(node, asked, CHOICE);
}

/** Closes a group. */
function deleteGroup(router: GraphRouter, group: Group): Readonly<Record<string, unknown>> {
  const { state } = router.engine;
  state.groups.remove(group);
  state.events.tell({ name: 'groupRemoved', about: group });
  const requestId = state.ids.code(22);
  void tellOfGroup(router, group, 'group_lifecycle_update', { type: 'group_delete', request_id: requestId });
  return { messaging_product: 'whatsapp', request_id: requestId };
}
