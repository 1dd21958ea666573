const secretKeys = words(
  'access_token accessToken app_secret appSecret appSecrets appsecret_proof authorization verify_token verifyToken hub.verify_token token password pin',
);
const phoneKeys = words(
  'to from wa_id waId input phone phone_number phoneNumber display_phone_number recipient_id recipient_participant_id',
);
const textKeys = words(
  'text body caption title subtitle description footer payload address latitude longitude url link birthday email',
);
const nameKeys = words(
  'formatted_name first_name middle_name last_name firstName lastName username display_name displayName',
);

/** How deep {@link redact} follows nested objects. */
const maxDepth = 16;

/**
 * A phone number with all but its last four digits masked; with fewer than eight digits all of it.
 *
 * @example `redactPhone('+16315551234') // '***1234'`
 * @publicApi
 */
export function redactPhone(phone: string): string {
  const digits = phone.replace(/\D/g, '');
  return digits.length < 8 ? '***' : `***${digits.slice(-4)}`;
}

/**
 * What may be logged of a text that somebody wrote: its length.
 *
 * @publicApi
 */
export function redactText(text: string): string {
  return `[text of ${text.length} characters]`;
}

/**
 * A sentence, such as the message of an error, with the access tokens and phone numbers in it masked. Finds what looks like
 * one: a word that begins like Meta's tokens, what follows `Bearer`, a secret in a query, `+` with 7 digits or more.
 *
 * @publicApi
 */
export function redactSentence(sentence: string): string {
  return sentence
    .replace(/\bEA[A-Z][A-Za-z0-9_-]{8,}/g, '[secret]')
    .replace(/\b(Bearer)\s+\S+/gi, '$1 [secret]')
    .replace(/\b(access_token|appsecret_proof|hub\.verify_token)=[^&\s"']+/g, '$1=[secret]')
    .replace(/\+\d[\d\s().-]{5,}\d/g, redactPhone);
}

/**
 * A copy of a value that is fit for a log: tokens, phone numbers, names of people and what they wrote are masked by the keys
 * that Meta and this library keep them under, and sentences as {@link redactSentence} does. Ids stay readable. Deeper than 16
 * levels, or where it runs in a circle, it is cut short.
 *
 * @publicApi
 */
export function redact(value: unknown): unknown {
  return redactValue(value, '', '', []);
}

function redactValue(value: unknown, key: string, parentKey: string, path: readonly object[]): unknown {
  if (value === null || value === undefined) return value;
  if (secretKeys.has(key) || key.toLowerCase() === 'authorization') return '[secret]';
  if (typeof value === 'string' || typeof value === 'number') return redactLeaf(value, key, parentKey);
  if (typeof value !== 'object') return typeof value === 'function' ? '[function]' : value;
  if (value instanceof Date) return value;
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`;
  if (path.includes(value)) return '[circular]';
  if (path.length >= maxDepth) return '[too deep]';
  const inside = [...path, value];
  // What stands in a list belongs to the list's own key: `to: [...]` holds phone numbers.
  if (Array.isArray(value)) return value.map((item: unknown) => redactValue(item, key, parentKey, inside));
  const entries =
    value instanceof Map ? [...value].map(([name, item]) => [String(name), item]) : entriesOf(value);
  return Object.fromEntries(
    entries.map(([name, item]) => [name, redactValue(item, String(name), key, inside)]),
  );
}

function redactLeaf(value: string | number, key: string, parentKey: string): unknown {
  if (phoneKeys.has(key)) return redactPhone(String(value));
  if (textKeys.has(key)) return redactText(String(value));
  // A plain `name` is a person's only inside a profile: elsewhere it names a template, an account, an error.
  if (nameKeys.has(key) || (key === 'name' && parentKey === 'profile')) return '[name]';
  return typeof value === 'string' ? redactSentence(value) : value;
}

function entriesOf(value: object): [string, unknown][] {
  const own: [string, unknown][] = Object.entries(value);
  // The fields that matter of an error are not enumerable.
  return value instanceof Error
    ? [['name', value.name], ['message', value.message], ...own, ['cause', value.cause]]
    : own;
}

function words(list: string): ReadonlySet<string> {
  return new Set(list.split(' '));
}
