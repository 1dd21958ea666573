import { createHash } from 'node:crypto';
import type { PendingSend } from '../messages/index.js';

/** The fields of a message besides its content. `type` goes too: it may be left out. */
const envelope: ReadonlySet<string> = new Set([
  'messaging_product',
  'recipient_type',
  'to',
  'recipient',
  'context',
  'type',
  'biz_opaque_callback_data',
]);

/**
 * The same for the same content from the same number to the same recipient, and different for any other: white space, the order
 * of keys and how accents are written do not count. The content is not kept; who knows the number and guesses a text can tell whether
 * it was that one.
 */
export function contentDigest({ account, recipient, message }: PendingSend): string {
  const content = Object.entries(message).filter(([key]) => !envelope.has(key));
  return createHash('sha256')
    .update(JSON.stringify([account.phoneNumberId, recipient.key, normalised(Object.fromEntries(content))]))
    .digest('base64url');
}

function normalised(value: unknown): unknown {
  if (typeof value === 'string') return value.normalize('NFC').replace(/\s+/g, ' ').trim();
  if (Array.isArray(value)) return value.map(normalised);
  if (typeof value !== 'object' || value === null) return value;
  return Object.entries(value)
    .filter(([, item]) => item !== undefined)
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([key, item]) => [key, normalised(item)]);
}
