/** The place of a value in a JSON text, in characters from its beginning; the end is behind the last one. */
export interface JsonPlace {
  readonly start: number;
  readonly end: number;
  /** The place of the key in front of it. */
  readonly key?: { readonly start: number; readonly end: number };
}

const SPACE = /[\s:,]*/y;
const TEXT = /"[^"\\]*(?:\\.[^"\\]*)*"/y;
const WORD = /[-+.\w]+/y;

/**
 * Finds the place of every value of a JSON text, by its path: `screens[0].layout.type`, and an empty one for the whole.
 * @param text JSON that can be read
 */
export function jsonPlaces(text: string): ReadonlyMap<string, JsonPlace> {
  const places = new Map<string, JsonPlace>();
  let at = 0;
  const take = (pattern: RegExp): string => {
    pattern.lastIndex = at;
    const [found = ''] = pattern.exec(text) ?? [];
    at += found.length;
    return found;
  };
  const read = (path: string, key?: JsonPlace['key']): void => {
    take(SPACE);
    const start = at;
    if (text[at] === '{' || text[at] === '[') readMembers(path);
    else take(text[at] === '"' ? TEXT : WORD);
    places.set(path, { start, end: at, ...(key ? { key } : {}) });
  };
  const readMembers = (path: string): void => {
    const list = text[at] === '[';
    at += 1;
    for (let index = 0; at < text.length; index += 1) {
      take(SPACE);
      if (text[at] === '}' || text[at] === ']') break;
      if (list) {
        read(`${path}[${index}]`);
        continue;
      }
      const start = at;
      const name: unknown = JSON.parse(take(TEXT));
      read(memberPath(path, String(name)), { start, end: at });
    }
    at += 1;
  };
  read('');
  return places;
}

/** The path of a member of an object. */
export function memberPath(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`;
}
