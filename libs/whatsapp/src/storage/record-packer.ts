import type { FrequentWords } from './frequent-words.js';
import {
  ShapeTable,
  type RecordLayout,
  type ShapeField,
  type TagLayout,
  type ValueShape,
} from './value-shape.js';

/** The separator of the parts of a record. No part has it: it is escaped in JSON. */
const separator = '\n';
/** The first character of a part that is not itself a text. */
const json = '\u0001';
const sameAsKey = '\u0002';
const frequent = '\u0003';

/** A text that is a part as it is: no control characters, and one byte each. */
const plain = /^[ -\u00FF]*$/;
const wide = /[^\0-\u00FF]/g;

const radix = 36;
/** An object of more is a map, whose keys are mostly its own. */
const mostFields = 64;
/** A tag is not looked for in a shorter part, and what stands before the part is no longer than this. */
const shortestShared = 8;
const longestPrefix = 24;
/** The number of layouts of one shape at most; a shape that has more keeps the tags in each record. */
const mostLayouts = 16;
const mostNumbers = 65_535;

/** The layout of whatever fits in no other: the value is JSON, and so is the list of its tags. */
const whole: RecordLayout = { number: 0, fields: [], tags: [] };

/** A record in one text, and how to read it. */
export interface PackedRecord {
  readonly text: string;
  /** The number of its layout. */
  readonly layout: number;
}

/** The content of a packed record. */
export interface UnpackedRecord {
  readonly key: string;
  readonly value: unknown;
  readonly tags: readonly string[];
}

/**
 * Packs the records of one collection. A record is one text of one byte a character: its key, then the texts and numbers of its value.
 * The keys of the value stand in its shape, which all of its kind share; what comes again and again is two characters; a tag that ends
 * with a part of the record is a reference to it. So a record takes a third of the memory that its objects would.
 */
export class RecordPacker {
  readonly #table = new ShapeTable();
  readonly #layouts: RecordLayout[] = [whole];
  readonly #parts: string[] = [];

  pack(key: string, value: unknown, tags: readonly string[] = []): PackedRecord {
    const parts = this.#parts;
    parts.length = 0;
    parts.push(partOfText(key));
    const shape = this.shapeOf(value, key, '', this.#table.root);
    const layout = shape && this.layoutOf(shape, tags);
    if (layout) return { text: parts.join(separator), layout: layout.number };
    const [own = ''] = parts;
    return { text: [own, jsonOf(value), jsonOf(tags)].join(separator), layout: whole.number };
  }

  unpack({ text, layout }: PackedRecord): UnpackedRecord {
    const parts = text.split(separator);
    const key = textOfPart(parts[0] ?? '');
    const { fields, tags } = this.#layouts[layout] ?? whole;
    if (fields.length === 0) return { key, value: parse(parts[1]), tags: texts(parse(parts[2])) };
    return { key, value: valueOf(fields, parts, key), tags: tags.map((tag) => this.tagOf(tag, parts)) };
  }

  /** The shape of a value that follows another; its parts are added. `undefined` where there are too many shapes. */
  private shapeOf(value: unknown, key: string, name: string, before: ValueShape): ValueShape | undefined {
    if (typeof value === 'string') {
      const shape = before.with('text', name);
      if (shape) this.#parts.push(partOf(value, key, shape.field.words));
      return shape;
    }
    if (typeof value === 'boolean') return before.with(value ? 'true' : 'false', name);
    if (value === null) return before.with('null', name);
    if (Number.isSafeInteger(value) && !Object.is(value, -0)) {
      this.#parts.push(Number(value).toString(radix));
      return before.with('whole', name);
    }
    if (typeof value === 'object' && isPlain(value)) return this.shapeOfObject(value, key, name, before);
    this.#parts.push(jsonOf(value));
    return before.with('json', name);
  }

  private shapeOfObject(
    value: Readonly<Record<string, unknown>>,
    key: string,
    name: string,
    before: ValueShape,
  ): ValueShape | undefined {
    let shape = before.with('object', name);
    for (const field of Object.keys(value)) {
      if (shape === undefined || field === '__proto__') return undefined;
      const inside = value[field];
      if (isKept(inside)) shape = this.shapeOf(inside, key, field, shape);
    }
    return shape?.with('end', '');
  }

  /** The layout for these tags; parts are added for those that are made from none. */
  private layoutOf(shape: ValueShape, tags: readonly string[]): RecordLayout | undefined {
    const parts = this.#parts;
    const { length } = parts;
    const found = tags.map((tag) => {
      const part = partAtEndOf(tag, parts, length);
      if (part >= 0) return part;
      return parts.push(partOf(tag, undefined, this.#table.root.field.words)) - 1;
    });
    for (const layout of shape.layouts) if (fits(layout, tags, found, parts)) return layout;
    if (shape.layouts.length === mostLayouts || this.#layouts.length > mostNumbers) return undefined;
    const layout = {
      number: this.#layouts.length,
      fields: shape.fields,
      tags: tags.map((tag, index): TagLayout => {
        const part = found[index] ?? 0;
        return { part, prefix: part < length ? tag.slice(0, tag.length - (parts[part] ?? '').length) : '' };
      }),
    };
    this.#layouts.push(layout);
    shape.layouts.push(layout);
    return layout;
  }

  private tagOf({ prefix, part }: TagLayout, parts: readonly string[]): string {
    return prefix + textOfPart(parts[part] ?? '', '', this.#table.root.field.words);
  }
}

function fits(
  layout: RecordLayout,
  tags: readonly string[],
  found: readonly number[],
  parts: readonly string[],
): boolean {
  if (layout.tags.length !== tags.length) return false;
  return layout.tags.every(({ prefix, part }, index) => {
    if (found[index] !== part) return false;
    const tag = tags[index] ?? '';
    const own = parts[part] ?? '';
    // A part that is made from the tag alone fits whatever it holds.
    return own.charCodeAt(0) < 32 || (prefix.length === tag.length - own.length && tag.startsWith(prefix));
  });
}

/** The part that a tag ends with; -1 where there is none. */
function partAtEndOf(tag: string, parts: readonly string[], length: number): number {
  const last = tag.charCodeAt(tag.length - 1);
  for (let index = 0; index < length; index += 1) {
    const part = parts[index] ?? '';
    if (part.length < shortestShared || part.charCodeAt(part.length - 1) !== last) continue;
    if (tag.length - part.length <= longestPrefix && part.charCodeAt(0) >= 32 && tag.endsWith(part))
      return index;
  }
  return -1;
}

function valueOf(fields: readonly ShapeField[], parts: readonly string[], key: string): unknown {
  const outer: Record<string, unknown>[] = [];
  const root: Record<string, unknown> = {};
  let inside = root;
  let next = 1;
  for (const { kind, name, words } of fields) {
    switch (kind) {
      case 'text':
        inside[name] = textOfPart(parts[next] ?? '', key, words);
        next += 1;
        break;
      case 'whole':
        inside[name] = Number.parseInt(parts[next] ?? '', radix);
        next += 1;
        break;
      case 'json':
        inside[name] = parse(parts[next]);
        next += 1;
        break;
      case 'object': {
        const made = {};
        inside[name] = made;
        outer.push(inside);
        inside = made;
        break;
      }
      case 'end':
        inside = outer.pop() ?? root;
        break;
      case 'null':
        inside[name] = null;
        break;
      case 'true':
      case 'false':
      default:
        inside[name] = kind === 'true';
    }
  }
  return root[''];
}

function partOf(text: string, key: string | undefined, words: FrequentWords): string {
  if (text === key) return sameAsKey;
  const code = words.codeOf(text);
  return code === undefined ? partOfText(text) : frequent + code;
}

/** Returns `true` when a text is that of the record with this key. */
export function isKeyOf(key: string, text: string): boolean {
  const part = partOfText(key);
  return text.startsWith(part) && (text.length === part.length || text.startsWith(separator, part.length));
}

function partOfText(text: string): string {
  return plain.test(text) ? text : json + jsonOf(text);
}

function textOfPart(part: string, key = '', words?: FrequentWords): string {
  if (part === '' || part.charCodeAt(0) >= 32) return part;
  if (part === sameAsKey) return key;
  if (part.startsWith(frequent)) return words?.wordOf(part.slice(1)) ?? '';
  return String(parse(part.slice(1)));
}

/** JSON of one byte a character; nothing where JSON has no word for a value. */
function jsonOf(value: unknown): string {
  const text: string | undefined = JSON.stringify(value);
  return text?.replace(wide, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`) ?? '';
}

function parse(text = ''): unknown {
  return text === '' ? undefined : JSON.parse(text);
}

function texts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value : [];
}

function isKept(value: unknown): boolean {
  return value !== undefined && typeof value !== 'function' && typeof value !== 'symbol';
}

/** Returns `true` for a value that JSON writes field by field. */
function isPlain(value: object): value is Readonly<Record<string, unknown>> {
  return (
    Object.getPrototypeOf(value) === Object.prototype &&
    !('toJSON' in value) &&
    Object.keys(value).length <= mostFields
  );
}
