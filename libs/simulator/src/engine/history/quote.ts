import type { MessageHistory } from './message-history.js';
import type { MessageRecord } from './message-record.js';

/** The reason why a quote bubble does not show. */
export type HiddenBecause = 'unknown_message' | 'deleted' | 'older_than_30_days' | 'template_reply' | 'kaios';

const OLDEST_MS = 30 * 24 * 60 * 60 * 1000;
const HIDDEN_ON_KAIOS = new Set(['audio', 'image', 'video']);

/** Returns the reason why the phone shows no bubble for what this message quotes; `undefined`: it does. */
export function hiddenQuote(record: MessageRecord, history: MessageHistory): HiddenBecause | undefined {
  const quoted = history.get(record.quotes ?? '');
  if (record.direction === 'outbound' && record.type === 'template') return 'template_reply';
  if (!quoted) return 'unknown_message';
  if (quoted.revoked) return 'deleted';
  if (record.at - quoted.at > OLDEST_MS) return 'older_than_30_days';
  const kaios = record.direction === 'outbound' && record.person.device === 'kaios';
  return kaios && HIDDEN_ON_KAIOS.has(record.type) ? 'kaios' : undefined;
}
