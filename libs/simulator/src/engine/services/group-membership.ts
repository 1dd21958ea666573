import { visibleWaId } from '../payloads/identity.js';
import { messageValue } from '../payloads/message-value.js';
import type { Person } from '../people/person.js';
import type { SimulatorState } from '../state/simulator-state.js';
import type { WebhookSink } from '../webhooks/webhook-sink.js';
import type { Group, GroupNotice } from '../groups/group-book.js';

/** A group holds no more people than this, the business aside. */
export const PARTICIPANTS_MAX = 8;

/** Lets people follow the invite link, and leave. */
export class GroupMembership {
  constructor(
    private readonly state: SimulatorState,
    private readonly sink: WebhookSink,
  ) {}

  /** A person follows the invite link: is in at once, or asks the business. @throws Error for a full group */
  join(group: Group, person: Person): Promise<readonly string[]> {
    const asks = [...group.joinRequests.values()].some((request) => request.person === person);
    if (group.participants.has(person) || asks) return Promise.resolve([]);
    if (group.participants.size >= PARTICIPANTS_MAX)
      throw new Error(`The group has ${PARTICIPANTS_MAX} people already.`);
    if (group.joinApprovalMode === 'approval_required') {
      const id = this.state.ids.code(22);
      group.joinRequests.set(id, { person, at: this.state.clock.now() });
      return this.tell(group, person, 'asked', {
        type: 'group_join_request_created',
        join_request_id: id,
        ...identity(person),
      });
    }
    group.participants.add(person);
    return this.tell(group, person, 'joined', {
      type: 'group_participants_add',
      reason: 'invite_link',
      added_participants: [identity(person)],
    });
  }

  leave(group: Group, person: Person): Promise<readonly string[]> {
    if (!group.participants.has(person)) return Promise.resolve([]);
    group.participants.delete(person);
    return this.tell(group, person, 'left', {
      type: 'group_participants_remove',
      initiated_by: 'participant',
      removed_participants: [identity(person)],
    });
  }

  private tell(
    group: Group,
    person: Person,
    kind: GroupNotice['kind'],
    members: Readonly<Record<string, unknown>>,
  ): Promise<readonly string[]> {
    const { clock, events, groups, phoneNumbers } = this.state;
    groups.note(group, kind, clock.now(), person);
    events.tell({ name: 'group', about: group });
    const timestamp = String(Math.floor(clock.now() / 1000));
    return this.sink.send({
      field: 'group_participants_update',
      phoneNumberId: group.phoneNumberId,
      value: messageValue(phoneNumbers.get(group.phoneNumberId, 'GET'), {
        groups: [{ timestamp, group_id: group.id, ...members }],
      }),
      summary: `group: ${String(members['type'])}`,
    });
  }
}

/** A member as the business may know them: without the number where that is hidden. */
export function identity(person: Person): Readonly<Record<string, unknown>> {
  const waId = visibleWaId(person);
  return { ...(waId === undefined ? {} : { wa_id: waId }), user_id: person.userId };
}
