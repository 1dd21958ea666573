import { applyDecorators } from '@nestjs/common';
import { Transform, Type, type TypeHelpOptions } from 'class-transformer';
import { ValidateNested } from 'class-validator';
import { isRecord } from '../../common/internal.js';
import { Check, type FieldError, type OptionalField } from './check.decorator.js';
import { Holds } from './field-contents.js';
import { Shielded, unshield } from './shielded.js';
import { standIns } from './stand-ins.js';
import { makerOf, type Choice, type DtoClass } from './to-dto.js';

type Make = (value: unknown) => unknown;

/** The limits of a list's length. */
export interface ListLimits extends OptionalField {
  /** @default 1 */
  min?: number;
  /** @default 1000 */
  max?: number;
}

/**
 * A nested object: of one class, or of one of several. Unlike the discriminators of class-transformer it copes with lists and other values
 * in its place, never changes the source, and names what is allowed where the kind is unknown.
 */
export function Nested(
  kind: () => DtoClass | Choice,
  { optional = false }: OptionalField = {},
): PropertyDecorator {
  const make = makerOf(kind);
  return applyDecorators(
    Holds(kind),
    Transformed(make),
    ValidateNested(),
    Check('isPresent', (value) =>
      value === undefined && !optional ? 'is required: it must be an object' : undefined,
    ),
  );
}

/** A list of nested objects, each of one class or of one of several. */
export function NestedList(
  kind: () => DtoClass | Choice,
  { min = 1, max = 1000, optional = false }: ListLimits = {},
): PropertyDecorator {
  const expected = describeList(min, max);
  const make = makerOf(kind);
  return applyDecorators(
    Holds(kind),
    Transformed((value) =>
      Array.isArray(value) ? takeFrom(value, max + 1).map(make) : new standIns.value(`must be ${expected}`),
    ),
    ValidateNested(),
    Check('isList', (value) => {
      if (value === undefined) return optional ? undefined : `is required: it must be ${expected}`;
      if (!Array.isArray(value)) return undefined;
      return value.length < min || value.length > max ? `must be ${expected}` : undefined;
    }),
  );
}

/** A rule for free data, besides that it is an object. */
export interface FreeDataRule extends OptionalField {
  /** Checks the object. */
  check?: (value: Readonly<Record<string, unknown>>) => FieldError;
}

/**
 * An object whose fields are the application's own or Meta's to check: it is taken as it is and never transformed, so that names such
 * as `toString` survive. Its inside is not checked, apart from what JSON can carry and how deeply it nests.
 */
export function FreeData({ optional = false, check }: FreeDataRule = {}): PropertyDecorator {
  return applyDecorators(
    Holds('free data'),
    Transformed((value) => value),
    Check('isFreeData', (value) => {
      if (value === undefined) return optional ? undefined : 'is required: it must be an object';
      return isRecord(value) ? check?.(value) : 'must be an object';
    }),
  );
}

/** One item too many is enough to refuse a list; the rest of a huge one is not worth the work. */
function takeFrom(list: readonly unknown[], count: number): unknown[] {
  // Not `slice`, which asks the list for its constructor.
  return Array.from({ length: Math.min(list.length, count) }, (_, index) => list[index]);
}

function describeList(min: number, max: number): string {
  const count = min === max ? `${min}` : min === 0 ? `at most ${max}` : `${min} to ${max}`;
  return `a list of ${count} object${max === 1 ? '' : 's'}`;
}

/** A field whose value `make` makes: class-transformer itself is kept out of it, also where an app's own ValidationPipe calls it. */
function Transformed(make: Make): PropertyDecorator {
  return applyDecorators(
    Type(shieldedUnlessSerializing),
    Transform(
      ({ obj, key }: { obj: Readonly<Record<string, unknown>>; key: string }) => {
        const value = obj[key] ?? undefined;
        return value === undefined ? undefined : make(unshield(value));
      },
      { toClassOnly: true },
    ),
  );
}

/** `instanceToPlain` (Nest's ClassSerializerInterceptor) builds a plain object and must keep the content. */
function shieldedUnlessSerializing(help?: TypeHelpOptions): typeof Shielded | ObjectConstructor {
  return help?.newObject.constructor === Object ? Object : Shielded;
}
