import { GraphApiError } from '../errors/graph-api.error.js';
import type { Conversation } from '../conversations/conversation.js';
import type { SendRule } from './send-rule.js';

/** The cost of one message to the same user, as a time of the quota in milliseconds. */
const COST_MS = 6000;
/** The longest burst, in milliseconds, and the most messages in it. */
const BURST_MS = 6000;
const BURST_MAX = 45;

/**
 * One message to the same user in six seconds. A burst borrows from the time after it: up to 45 messages within six
 * seconds, then nothing until the borrowed time is over. Refused at once, as 131056.
 */
export const pairRateLimit: SendRule = {
  name: 'pairRateLimit',
  refuse: ({ conversation: { pair }, recipient, now }) => {
    if (recipient.kind === 'group' || now >= pair.paidUntil) return;
    if (now - pair.burstStart < BURST_MS && pair.burstCount < BURST_MAX) return;
    throw new GraphApiError({
      code: 131056,
      details: 'Too many messages from this sender to the same recipient in a short time.',
    });
  },
  count: ({ conversation: { pair }, recipient, now }) => {
    if (recipient.kind === 'group') return;
    if (now >= pair.paidUntil) {
      pair.burstStart = now;
      pair.burstCount = 0;
      pair.paidUntil = now;
    }
    pair.burstCount += 1;
    pair.paidUntil += COST_MS;
  },
};

/** Between these two, in milliseconds since 1970, no further message to the user is taken; `undefined`: it is, at any time. */
export function pairPause(
  { pair }: Conversation,
  now: number,
): { readonly from: number; readonly until: number } | undefined {
  if (now >= pair.paidUntil) return undefined;
  const from = pair.burstCount < BURST_MAX ? pair.burstStart + BURST_MS : now;
  return { from: Math.min(from, pair.paidUntil), until: pair.paidUntil };
}
