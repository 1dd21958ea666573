import { isNameKey, isPhoneKey, isSecretKey, isTextKey } from './sensitive-keys.js';

/** The depth to which {@link redact} follows nested objects. */
const maxDepth = 16;

/**
 * Masks a phone number: all but its last four digits; with fewer than eight digits all of it.
 *
 * @example `redactPhone('+16315551234') // '***1234'`
 * @publicApi
 */
export function redactPhone(phone: string): string {
  const digits = phone.replace(/\D/g, '');
  return digits.length < 8 ? '***' : `***${digits.slice(-4)}`;
}

/**
 * Describes a text that somebody wrote, for a log: by its length alone.
 *
 * @publicApi
 */
export function redactText(text: string): string {
  return `[text of ${text.length} characters]`;
}

/**
 * Masks the secrets and phone numbers in a sentence, such as the message of an error. It finds what looks like
 * one: a word that begins like Meta's tokens, an app's token (`id|secret`), 64 hex digits (a proof), what follows `Bearer`, a
 * secret in a query, the password in an address, `+` with 7 digits or more.
 *
 * @publicApi
 */
export function redactSentence(sentence: string): string {
  return redactSecrets(sentence).replace(/\+\d[\d\s().-]{5,}\d/g, redactPhone);
}

/** Masks the secrets alone, in what must keep its phone numbers, such as the list of users that a call could not block. */
export function redactSecrets(sentence: string): string {
  return sentence
    .replace(/(?<![A-Za-z0-9])EA[A-Z][A-Za-z0-9_-]{8,}/g, '[secret]')
    .replace(/\b\d{6,}(?:\||%7C)[A-Za-z0-9_-]{8,}/gi, '[secret]')
    .replace(/\b[0-9a-f]{64}\b/gi, '[secret]')
    .replace(/\b(Bearer)\s+(?!tokens?\b)\S+/gi, '$1 [secret]')
    .replace(
      /\b(access_token|appsecret_proof|client_secret|hub\.verify_token|input_token)=[^&\s"']+/g,
      '$1=[secret]',
    )
    .replace(/(:\/\/)[^/\s@]+@/g, '$1[secret]@');
}

/** Masks known secrets, and what looks like one. */
export function redactKnown(sentence: string, secrets: readonly string[]): string {
  return redactSecrets(secrets.reduce((rest, secret) => rest.replaceAll(secret, '[secret]'), sentence));
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
  if (isSecretKey(key)) return '[secret]';
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
  if (isPhoneKey(key)) return redactPhone(String(value));
  if (isTextKey(key, parentKey)) return redactText(String(value));
  if (isNameKey(key, parentKey)) return '[name]';
  return typeof value === 'string' ? redactSentence(value) : value;
}

function entriesOf(value: object): [string, unknown][] {
  const own: [string, unknown][] = Object.entries(value);
  // The fields that matter of an error are not enumerable.
  return value instanceof Error
    ? [['name', value.name], ['message', value.message], ...own, ['cause', value.cause]]
    : own;
}
