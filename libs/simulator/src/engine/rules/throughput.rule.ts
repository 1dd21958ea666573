import { GraphApiError } from '../errors/graph-api.error.js';
import type { SendRule } from './send-rule.js';

/** Messages a second, both ways together, by the number's level; 20 for numbers that the Business app uses too. */
const PER_SECOND: Readonly<Record<string, number>> = { STANDARD: 80, HIGH: 1000, NOT_APPLICABLE: 20 };

/** Limits the messages in any 1000 ms for each business number, both ways together. Refused at once, as 130429. */
export const throughput: SendRule = {
  name: 'throughput',
  refuse: ({ state, sender, now }) => {
    const limit = PER_SECOND[sender.number.throughput] ?? 80;
    if (state.traffic.hasRoom(sender.number.id, now, limit)) return;
    throw new GraphApiError({ code: 130429, details: 'Cloud API message throughput has been reached.' });
  },
  count: ({ state, sender, now }) => state.traffic.note(sender.number.id, now),
};
