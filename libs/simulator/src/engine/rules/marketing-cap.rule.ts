import { isMarketing } from './marketing.js';
import type { SendRule } from './send-rule.js';

/**
 * The most marketing for one person in 24 hours, from all numbers together. Meta's own figure moves with the
 * person's habits and is not told; this one is the simulator's choice.
 */
const MARKETING_A_DAY = 2;

/** Limits the marketing that one person gets; what is sent in an open service window does not count. Reported late, as 131049. */
export const marketingCap: SendRule = {
  name: 'marketingCap',
  fail: (context) => {
    const { state, conversation, person, now } = context;
    if (!isMarketing(context) || conversation.windowUntil > now) return undefined;
    if (state.marketing.admit(person, now, MARKETING_A_DAY)) return undefined;
    return {
      code: 131049,
      details: 'This message was not delivered to maintain healthy ecosystem engagement.',
    };
  },
};
