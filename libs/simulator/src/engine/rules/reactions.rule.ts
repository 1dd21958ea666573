import { recordAt, textAt } from '../common/is-record.js';
import type { SendRule } from './send-rule.js';

/** The oldest message that can be reacted to, in milliseconds. */
const OLDEST_MS = 30 * 24 * 60 * 60 * 1000;

/** A reaction needs a message younger than 30 days that is neither deleted nor a reaction. Reported late, as 131009. */
export const reactions: SendRule = {
  name: 'reactions',
  fail: ({ state, type, request, now }) => {
    if (type !== 'reaction') return undefined;
    const target = state.history.get(textAt(recordAt(request, 'reaction'), 'message_id') ?? '');
    const reachable =
      target !== undefined && !target.revoked && target.type !== 'reaction' && now - target.at < OLDEST_MS;
    return reachable
      ? undefined
      : {
          code: 131009,
          details:
            'The message reacted to does not exist, is deleted, is a reaction, or is older than 30 days.',
        };
  },
};
