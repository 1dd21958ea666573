import { applyDecorators } from '@nestjs/common';
import { isMetaId } from '../../common/internal.js';
import { Check, CheckValue, type OptionalField } from './check.decorator.js';

/** Limits of a string. */
export interface TextLimits extends OptionalField {
  /** Fewest characters. @default 1 */
  min?: number;
  /** Most characters, counted as code points, so that an emoji is one. @default no limit */
  max?: number;
  /** The pattern of the string, and its description. */
  pattern?: RegExp;
  /** The description of a pattern, e.g. `a date such as 1990-12-31`. */
  expected?: string;
}

/** A string within limits. */
export function IsText(limits: TextLimits = {}): PropertyDecorator {
  const { min = 1, max = Number.POSITIVE_INFINITY, pattern } = limits;
  return CheckValue(
    'isText',
    limits.expected ?? describeText(min, max),
    (value) =>
      typeof value === 'string' &&
      value.length >= min &&
      isAtMost(value, max) &&
      (pattern === undefined || pattern.test(value)),
    limits,
  );
}

/** An id that Meta gave. `.` and `..` are none: somewhere on its way they would stand for another address. */
export function IsMetaId(options: OptionalField = {}): PropertyDecorator {
  return CheckValue(
    'isMetaId',
    'an id as Meta gave it: a string that is not blank, not `.` and not `..`',
    isMetaId,
    options,
  );
}

/**
 * A text that is put into a template: within limits, and without what Meta refuses there (132018). Whether the template is known makes no
 * difference.
 */
export function IsTemplateText(limits: TextLimits = {}): PropertyDecorator {
  return applyDecorators(
    IsText(limits),
    Check('fitsTemplate', (text) =>
      typeof text === 'string' && !fitsTemplate(text)
        ? 'must not have a line break, a tab, or more than four spaces in a row: Meta takes none of them in a template (132018)'
        : undefined,
    ),
  );
}

/** `true` or `false`, not a string that reads like one. */
export function IsFlag(options: OptionalField = {}): PropertyDecorator {
  return CheckValue('isFlag', 'true or false', (value) => typeof value === 'boolean', options);
}

/** One of a closed set of values. */
export function IsOneOf(
  values: readonly (string | number)[],
  options: OptionalField = {},
): PropertyDecorator {
  const list = values.map((value) => JSON.stringify(value)).join(', ');
  return CheckValue(
    'isOneOf',
    values.length === 1 ? list : `one of ${list}`,
    (value) => (typeof value === 'string' || typeof value === 'number') && values.includes(value),
    options,
  );
}

/** A whole number within limits. */
export function IsWholeNumber(
  limits: OptionalField & { min?: number; max?: number; unit?: string } = {},
): PropertyDecorator {
  const { min = 0, max = Number.MAX_SAFE_INTEGER, unit } = limits;
  return CheckValue(
    'isWholeNumber',
    `a whole number${describeRange(min, max)}${unit === undefined ? '' : ` (${unit})`}`,
    (value) => isWholeNumber(value, min, max),
    limits,
  );
}

/** An absolute address that begins with `http://` or `https://`. Whether it can be reached only Meta finds out. */
export function IsHttpUrl(options: OptionalField & { max?: number } = {}): PropertyDecorator {
  const { max = Number.POSITIVE_INFINITY } = options;
  return CheckValue(
    'isHttpUrl',
    `an address that begins with http:// or https://${Number.isFinite(max) ? `, at most ${max} characters` : ''}`,
    (value) => typeof value === 'string' && HTTP_URL.test(value) && isAtMost(value, max),
    options,
  );
}

/** Degrees as a number or as a numeric string: Meta's own pages show both. */
export function IsDegrees(limit: 90 | 180, options: OptionalField = {}): PropertyDecorator {
  return CheckValue(
    'isDegrees',
    `decimal degrees from -${limit} to ${limit}, as a number or a numeric string`,
    (value) => {
      const degrees = typeof value === 'string' && DECIMAL.test(value) ? Number(value) : value;
      return typeof degrees === 'number' && Math.abs(degrees) <= limit;
    },
    options,
  );
}

/** Whether a value is a whole number within limits. */
export function isWholeNumber(value: unknown, min: number, max: number): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= min && value <= max;
}

const HTTP_URL = /^https?:\/\/[^\s/]\S*$/i;
const DECIMAL = /^[+-]?(?:\d+\.?\d*|\.\d+)$/;

/** Code points are at most as many as UTF-16 units, so they are counted only where it matters. */
function isAtMost(value: string, max: number): boolean {
  return value.length <= max || (value.length <= 2 * max && Array.from(value).length <= max);
}

function describeText(min: number, max: number): string {
  if (!Number.isFinite(max)) return min === 0 ? 'a string' : 'a string that is not empty';
  return min === 0 ? `a string of at most ${max} characters` : `a string of ${min} to ${max} characters`;
}

function describeRange(min: number, max: number): string {
  if (max !== Number.MAX_SAFE_INTEGER) return ` from ${min} to ${max}`;
  return min === Number.MIN_SAFE_INTEGER ? '' : ` of ${min} or more`;
}

/** Line breaks, tabs, and more than four spaces in a row. */
const FORBIDDEN = /[\n\r\t]| {5,}/;

/** Whether a text may be put into a template: into its header, its body, a card or the address of a button (132018). */
export function fitsTemplate(text: string): boolean {
  return !FORBIDDEN.test(text);
}
