import type { Group } from '../../engine/groups/group-book.js';
import type { GroupView } from '../api/index.js';
import { iso, isoUntil } from './time.js';

/** A group as the control API shows it. */
export function groupView(group: Group, now: number): GroupView {
  return {
    id: group.id,
    phoneNumberId: group.phoneNumberId,
    subject: group.subject,
    description: group.description,
    inviteLink: group.inviteLink,
    joinApprovalMode: group.joinApprovalMode,
    suspended: group.suspended,
    typingUntil: isoUntil(group.typingUntil, now),
    participantIds: [...group.participants].map(({ userId }) => userId),
    joinRequestIds: [...group.joinRequests.keys()],
    askingIds: [...group.joinRequests.values()].map(({ person }) => person.userId),
    notices: group.notices.map(({ at, kind, userId }) => ({
      at: iso(at),
      kind,
      ...(userId === undefined ? {} : { personId: userId }),
    })),
  };
}
