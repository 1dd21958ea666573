import { GraphApiError } from '../errors/graph-api.error.js';
import type { SendRule } from './send-rule.js';

/** A group that is written to exists (131041), is not suspended (131207) and has a member (131020). Refused at once. */
export const groups: SendRule = {
  name: 'groups',
  refuse: ({ state, recipient, sender }) => {
    if (recipient.kind !== 'group') return;
    const group = state.groups.find(recipient.groupId);
    if (!group || group.phoneNumberId !== sender.number.id) throw new GraphApiError({ code: 131041 });
    if (group.suspended) throw new GraphApiError({ code: 131207 });
    if (group.participants.size === 0) throw new GraphApiError({ code: 131020 });
  },
};
