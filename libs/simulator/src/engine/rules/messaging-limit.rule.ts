import { GraphApiError } from '../errors/graph-api.error.js';
import type { SendContext, SendRule } from './send-rule.js';

/** Users a day by the tier; a tier that is not listed has no limit. */
const USERS_A_DAY: Readonly<Record<string, number>> = {
  TIER_50: 50,
  TIER_250: 250,
  TIER_1K: 1000,
  TIER_2K: 2000,
  TIER_10K: 10_000,
  TIER_100K: 100_000,
};

/**
 * Limits the different users who are reached with templates outside their service window in any 24 hours, counted for
 * the whole business. Refused at once; Meta's pages name no code for it, 131048 is the simulator's choice.
 */
export const messagingLimit: SendRule = {
  name: 'messagingLimit',
  refuse: (context) => {
    const { state, person, sender, now } = context;
    const limit = limitOn(context);
    if (limit === undefined || state.reachedUsers.hasRoom(person, now, limit)) return;
    throw new GraphApiError({
      code: 131048,
      details: `The messaging limit of ${limit} users in 24 hours is reached (${sender.number.messagingLimitTier}).`,
    });
  },
  count: (context) => {
    const { state, person, now } = context;
    if (limitOn(context) !== undefined) state.reachedUsers.note(person, now);
  },
};

/** Returns the most users that messages such as this one may reach; `undefined`: any number. */
function limitOn({ type, recipient, conversation, sender, now }: SendContext): number | undefined {
  if (type !== 'template' || recipient.kind === 'group' || conversation.windowUntil > now) return undefined;
  return USERS_A_DAY[sender.number.messagingLimitTier];
}
