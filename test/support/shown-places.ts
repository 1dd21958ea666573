import { inspect, types } from 'node:util';

/** Node keeps there in whose turn a promise was made: the test's. */
const asyncContext = 'Symbol(kResourceStore)';

/**
 * Finds where a value shows one of the words, at any depth, when a logger writes it with `util.inspect` (with and without custom
 * inspection, hidden fields as well) or with `JSON.stringify`. Each object is looked at once, so that a whole application can be.
 */
export function shownPlaces(root: unknown, words: readonly string[]): string[] {
  const seen = new Set<object>();
  const places: string[] = [];
  const left: [string, unknown][] = [['', root]];
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    const [path, value] = next;
    if (typeof value === 'string') {
      places.push(...words.filter((word) => value.includes(word)).map((word) => `${path}: ${word}`));
    } else if (isObject(value) && !seen.has(value)) {
      seen.add(value);
      left.push(...partsOf(value).map(([name, part]): [string, unknown] => [`${path}.${name}`, part]));
    }
  }
  return places.toSorted();
}

function isObject(value: unknown): value is object {
  return typeof value === 'function' || (typeof value === 'object' && value !== null);
}

function partsOf(value: object): [string, unknown][] {
  return [
    ['(inspected)', inspect(value, { depth: 0, showHidden: true, maxStringLength: null })],
    ...fieldsOf(value),
    ...entriesOf(value),
    ...viewsOf(value),
  ];
}

/** Accessors are shown as such, and are not called. */
function fieldsOf(value: object): [string, unknown][] {
  return Reflect.ownKeys(value)
    .filter((key) => String(key) !== asyncContext)
    .map((key) => [String(key), Object.getOwnPropertyDescriptor(value, key)?.value as unknown]);
}

function entriesOf(value: object): [string, unknown][] {
  if (types.isSet(value)) return [...value].map((item): [string, unknown] => ['(item)', item]);
  if (!types.isMap(value)) return [];
  return [...value].flatMap(([key, item]: [unknown, unknown]): [string, unknown][] => [
    ['(key)', key],
    [typeof key === 'string' ? key : '(value)', item],
  ]);
}

/** Returns what a class shows in its own place. */
function viewsOf(value: object): [string, unknown][] {
  return [inspect.custom, 'toJSON'].flatMap((name): [string, unknown][] => {
    try {
      const view: unknown = Reflect.get(value, name);
      return typeof view === 'function' ? [[String(name), Reflect.apply(view, value, [2, {}, inspect])]] : [];
    } catch {
      // A logger would not get any further.
      return [];
    }
  });
}
