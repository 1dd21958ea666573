import { WhatsAppValidationError, type ValidationIssue } from '../../errors/index.js';
import { isFreeData } from './free-data.js';
import { isRecord } from '../../common/internal.js';
import { MAX_DEPTH } from './message-limits.js';
import { MAX_ISSUES, pathOfField, pathOfItem, unreadable } from './issues.js';
import { withoutNulls } from './without-nulls.js';

/** The most fields of one object outside free data; Meta's have a dozen, and the transformer's cost grows with the square. */
const MAX_FIELDS = 256;

/** The most bytes that one UTF-16 unit can take in JSON: an escape such as `\u0000`. */
const MAX_BYTES_PER_UNIT = 6;

type Measure = (text: string) => number;

const atMost: Measure = (text) => text.length * MAX_BYTES_PER_UNIT + 2;
const exactly: Measure = (text) => Buffer.byteLength(JSON.stringify(text));

/**
 * Refuses what must never reach a transformer or `JSON.stringify`: keys that reach into prototypes (outside free data), nesting
 * deeper than 32, more than `maxBodyBytes` of JSON, more than 256 fields in one object (outside free data), values that JSON cannot
 * carry, cycles. It does not recurse, so that no input can
 * overflow the stack.
 *
 * @throws WhatsAppValidationError with the path of each problem; too much depth, too many bytes and cycles end the search
 */
export function assertPlainJson(
  input: unknown,
  limits: PlainJsonLimits,
): asserts input is Readonly<Record<string, unknown>> {
  walked(input, limits);
}

/**
 * Returns the object that is checked and sent for a message: itself, or a copy without the fields
 * that are `null` where it has any. Refuses what {@link assertPlainJson} does.
 */
export function readPlainJson(input: unknown, limits: PlainJsonLimits): Readonly<Record<string, unknown>> {
  const { hasNulls } = walked(input, limits);
  takeAsRecord(input);
  if (!hasNulls) return input;
  try {
    return withoutNulls(input);
  } catch (cause) {
    throw unreadable(cause);
  }
}

interface PlainJsonLimits {
  readonly maxBodyBytes: number;
}

function walked(input: unknown, { maxBodyBytes }: PlainJsonLimits): PlainJsonWalk {
  let walk = new PlainJsonWalk(maxBodyBytes, atMost);
  let issues: readonly ValidationIssue[];
  try {
    issues = walk.run(input);
    // Nearly every message is far below the limit even by its upper bound; the others are measured again, exactly.
    if (walk.isOverLimit) {
      walk = new PlainJsonWalk(maxBodyBytes, exactly);
      issues = walk.run(input);
    }
  } catch (cause) {
    throw unreadable(cause);
  }
  if (issues.length > 0) throw new WhatsAppValidationError(issues);
  return walk;
}

/** The walk has refused everything else. */
function takeAsRecord(_input: unknown): asserts _input is Readonly<Record<string, unknown>> {}

/** An object or a list on the way from the message to the value that is being looked at. */
interface Level {
  readonly node: object;
  /** The names of its values; `undefined` for a list. */
  readonly keys: readonly string[] | undefined;
  readonly values: readonly unknown[];
  /** The key that it stands under; a list's items go by the list's. */
  readonly name: string;
  readonly isFree: boolean;
  /** The place of the next value; the one before it is being looked at. */
  next: number;
}

class PlainJsonWalk {
  isOverLimit = false;
  /** Whether a field outside free data is `null`; the places of a list do not count. */
  hasNulls = false;

  private readonly levels: Level[] = [];
  private readonly issues: ValidationIssue[] = [];
  private bytes = 0;
  private isOver = false;

  constructor(
    private readonly maxBytes: number,
    private readonly measure: Measure,
  ) {}

  run(input: unknown): readonly ValidationIssue[] {
    if (!isRecord(input)) return [{ path: '', message: 'must be an object: one message as Meta writes it' }];
    this.enter(input, '', false);
    for (let level = this.levels.at(-1); level !== undefined && !this.isOver; level = this.levels.at(-1)) {
      if (level.next === level.values.length) this.levels.pop();
      else this.visitNext(level);
    }
    return this.issues;
  }

  private visitNext(level: Level): void {
    const { keys, name, isFree } = level;
    const value = level.values[level.next];
    const key = keys?.[level.next];
    level.next += 1;
    if (key === undefined) {
      this.count(1);
      this.visit(value, name, isFree, true);
    } else if (!isFree && (key in Object.prototype || key === 'prototype')) {
      this.report('is not allowed as a name: it reaches into the prototypes of JavaScript');
    } else if (value === null && !isFree) {
      this.hasNulls = true;
    } else if (value !== undefined) {
      this.count(this.measure(key) + 2);
      this.visit(value, key, isFree || isFreeData(name, key), false);
    }
  }

  private visit(value: unknown, name: string, isFree: boolean, isInList: boolean): void {
    switch (typeof value) {
      case 'string':
        this.count(this.measure(value));
        return;
      case 'number':
        if (Number.isFinite(value)) this.count(String(value).length);
        else this.report('must be a finite number: JSON has no NaN and no Infinity');
        return;
      case 'boolean':
        this.count(5);
        return;
      case 'object':
        if (value === null) this.count(4);
        else this.enter(value, name, isFree);
        return;
      case 'undefined':
        // In an object it is left out, in a list it would become null.
        if (isInList) this.report('must not be undefined: JSON cannot carry it in a list');
        return;
      case 'bigint':
      case 'function':
      case 'symbol':
        this.report(`must not be of the type ${typeof value}: JSON cannot carry it`);
    }
  }

  private enter(node: object, name: string, isFree: boolean): void {
    const isList = Array.isArray(node);
    if (!isList && !isPlain(node)) {
      this.report(
        'must be a plain object, a list, a string, a number or a boolean: JSON cannot carry this one',
      );
      return;
    }
    if (this.levels.some((level) => level.node === node)) {
      this.stop('must not hold itself: JSON cannot carry a cycle');
      return;
    }
    if (this.levels.length === MAX_DEPTH) {
      this.stop(`must not nest deeper than ${MAX_DEPTH} levels`);
      return;
    }
    const keys = isList ? undefined : Object.keys(node);
    if (keys !== undefined && !isFree && keys.length > MAX_FIELDS) {
      this.stop(`must not have more than ${MAX_FIELDS} fields`);
      return;
    }
    this.count(2);
    this.levels.push({ node, keys, values: isList ? node : Object.values(node), name, isFree, next: 0 });
  }

  private count(bytes: number): void {
    this.bytes += bytes;
    if (this.bytes > this.maxBytes && !this.isOver) {
      this.isOverLimit = true;
      this.stop(
        `is where the message grows over ${this.maxBytes} bytes of JSON (option messages.maxBodyBytes)`,
      );
    }
  }

  private report(message: string): void {
    this.issues.push({ path: this.path(), message });
    if (this.issues.length === MAX_ISSUES) this.isOver = true;
  }

  private stop(message: string): void {
    this.report(message);
    this.isOver = true;
  }

  private path(): string {
    return this.levels.reduce((path, { keys, next }) => {
      const key = keys?.[next - 1];
      return key === undefined ? pathOfItem(path, next - 1) : pathOfField(path, key);
    }, '');
  }
}

/** A plain object or an instance of a DTO: dates, maps, buffers and the like are drawn otherwise or lose their content. */
function isPlain(node: object): boolean {
  return (
    Object.prototype.toString.call(node) === '[object Object]' &&
    typeof (node as { readonly toJSON?: unknown }).toJSON !== 'function'
  );
}
