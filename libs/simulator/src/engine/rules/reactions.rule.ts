import { recordAt, textAt } from '../common/is-record.js';
import type { MessageRecord } from '../history/message-record.js';
import type { SendContext, SendRule } from './send-rule.js';

/** The oldest message that can be reacted to, in milliseconds. */
const OLDEST_MS = 30 * 24 * 60 * 60 * 1000;

/**
 * A reaction needs a message of the same conversation, younger than 30 days and neither deleted nor a reaction. Reported
 * late, as 131009.
 */
export const reactions: SendRule = {
  name: 'reactions',
  fail: (context) => {
    const { state, type, request, now } = context;
    if (type !== 'reaction') return undefined;
    const target = state.history.get(textAt(recordAt(request, 'reaction'), 'message_id') ?? '');
    const reachable =
      target !== undefined &&
      isInConversation(target, context) &&
      !target.revoked &&
      target.type !== 'reaction' &&
      now - target.at < OLDEST_MS;
    return reachable
      ? undefined
      : {
          code: 131009,
          details:
            'The message reacted to does not exist in this conversation, is deleted, is a reaction, or is older than 30 days.',
        };
  },
};

/** Groups get no reactions. */
function isInConversation(target: MessageRecord, { sender, person }: SendContext): boolean {
  return (
    target.groupId === undefined && target.person === person && target.phoneNumberId === sender.number.id
  );
}
