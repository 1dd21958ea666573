import { CALL_LIMITS } from '../calls/call-limits.js';
import { recordAt, textAt } from '../common/is-record.js';
import { GraphApiError } from '../errors/graph-api.error.js';
import type { SendContext, SendRule } from './send-rule.js';

const { askedPerDay, askedPerWeek } = CALL_LIMITS;

/**
 * A user is asked for the permission to call once in 24 hours and twice in 7 days (138009), and not where it has been
 * given for good (138017). Refused at once; a call that is taken starts the count anew.
 */
export const callPermissionRequests: SendRule = {
  name: 'callPermissionRequests',
  refuse: (context) => {
    const { conversation, now } = context;
    if (!asksToCall(context)) return;
    if (conversation.callPermissionUntil === Infinity) {
      throw new GraphApiError({ code: 138017, details: 'The user has permitted calls for good.' });
    }
    const asked = askedLately(context);
    const today = asked.filter((at) => at > now - askedPerDay.withinMs);
    if (asked.length >= askedPerWeek.max || today.length >= askedPerDay.max) {
      throw new GraphApiError({
        code: 138009,
        details: 'A user can be asked for the permission to call once in 24 hours and twice in 7 days.',
      });
    }
  },
  count: (context) => {
    if (asksToCall(context))
      context.conversation.callPermissionAsked = [...askedLately(context), context.now];
  },
};

function asksToCall({ type, request }: SendContext): boolean {
  return (
    type === 'interactive' && textAt(recordAt(request, 'interactive'), 'type') === 'call_permission_request'
  );
}

/** Returns the times at which the user was asked in the last 7 days. */
function askedLately({ conversation, now }: SendContext): readonly number[] {
  return conversation.callPermissionAsked.filter((at) => at > now - askedPerWeek.withinMs);
}
