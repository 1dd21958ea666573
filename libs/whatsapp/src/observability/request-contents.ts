import { isNameKey, isPhoneKey, isSecretKey, isTextKey } from './sensitive-keys.js';

/** The contents of a request that must not show where its answer is quoted, and the ids that may. */
export interface RequestContents {
  readonly secrets: readonly string[];
  /** Digits only. */
  readonly phones: readonly string[];
  readonly texts: readonly string[];
  readonly ids: readonly string[];
}

/** The contents for an error that came without a request, as webhooks bring them. */
export const NO_CONTENTS: RequestContents = { secrets: [], phones: [], texts: [], ids: [] };

/** Finds the phone numbers, texts and secrets of a body of JSON by the keys they stand under; in other bodies nothing. */
export function contentsOf(body: unknown, known: Pick<RequestContents, 'secrets' | 'ids'>): RequestContents {
  const found = { secrets: new Set(known.secrets), phones: new Set<string>(), texts: new Set<string>() };
  collect(parsed(body), '', '', found);
  return {
    // The longest first: one may be a part of another.
    secrets: longestFirst(found.secrets),
    phones: [...found.phones],
    texts: longestFirst(found.texts),
    ids: known.ids,
  };
}

type Found = Readonly<Record<'secrets' | 'phones' | 'texts', Set<string>>>;

function collect(value: unknown, key: string, parentKey: string, found: Found): void {
  if (Array.isArray(value)) {
    for (const item of value) collect(item, key, parentKey, found);
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, inner] of Object.entries(value)) collect(inner, name, key, found);
  } else if (typeof value === 'string' || typeof value === 'number') {
    if (isSecretKey(key)) found.secrets.add(String(value));
    else if (isPhoneKey(key)) found.phones.add(String(value).replace(/\D/g, ''));
    else if (isTextKey(key, parentKey) || isFreeText(parentKey) || isNameKey(key, parentKey)) {
      addSpellings(found.texts, String(value).trim());
    }
  }
}

/** Whether the keys are the application's or its user's own: the data of a flow, the values of an address. */
function isFreeText(parentKey: string): boolean {
  return parentKey === 'data' || parentKey === 'values';
}

/** A text as it is, as JSON, JSON within JSON and an address write it, and on one line. */
function addSpellings(texts: Set<string>, text: string): void {
  texts.add(text);
  if (/^[\w.-]*$/.test(text)) return;
  texts.add(escaped(text)).add(escaped(escaped(text)));
  texts.add(new URLSearchParams({ text }).toString().slice('text='.length).replaceAll('+', '%20'));
  texts.add(text.replace(/\s+/g, ' '));
}

function escaped(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

function longestFirst(found: ReadonlySet<string>): string[] {
  return [...found].filter((text) => text !== '').toSorted((one, other) => other.length - one.length);
}

function parsed(body: unknown): unknown {
  try {
    return typeof body === 'string' ? JSON.parse(body) : undefined;
  } catch {
    return undefined;
  }
}
