import { applyDecorators } from '@nestjs/common';
import { Exclude, plainToInstance, Transform, Type, type TypeHelpOptions } from 'class-transformer';
import { ValidateBy, ValidateNested } from 'class-validator';
import { Check, type OptionalField, type Verdict } from './check.decorator.js';
import { isRecord } from './is-record.js';

/** A class that can be made without arguments, as every DTO can. */
export type DtoClass = new () => object;

/** Which class a value is made into, decided by one of its fields; a kind may be decided by a second field in turn. */
export interface Choice {
  /** The field that decides. */
  readonly by: string;
  /** The classes (or further choices) by the values of that field. */
  readonly kinds: Readonly<Record<string, DtoClass | Choice>>;
  /** Take upper case for lower case, where samples of Meta write both. @default false */
  readonly ignoreCase?: boolean;
}

/** How many items a list may have. */
export interface ListLimits extends OptionalField {
  /** @default 1 */
  min?: number;
  /** @default 1000 */
  max?: number;
}

/**
 * A nested object: of one class, or of one of several. Unlike the discriminators of class-transformer it copes with `null`
 * and lists in its place, never changes the source, and names what is allowed where the kind is unknown.
 */
export function Nested(
  kind: () => DtoClass | Choice,
  { optional = false }: OptionalField = {},
): PropertyDecorator {
  const build = builder(kind);
  return applyDecorators(
    Shielded(build),
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
  const expected = `a list of ${min === max ? min : `${min} to ${max}`} object${max === 1 ? '' : 's'}`;
  const build = builder(kind);
  const NotAList = standIn('', `must be ${expected}`);
  return applyDecorators(
    Shielded((value) =>
      // One item too many is enough to refuse a list; the rest of a huge one is not worth the work.
      // (Array.from also fills the holes of a sparse list.)
      Array.isArray(value) ? Array.from(value.slice(0, max + 1), build) : new NotAList(),
    ),
    ValidateNested(),
    Check('isList', (value) => {
      if (value === undefined) return optional ? undefined : `is required: it must be ${expected}`;
      if (!Array.isArray(value)) return undefined;
      return value.length < min || value.length > max ? `must be ${expected}` : undefined;
    }),
  );
}

/**
 * Data that the app owns: it is taken as it is and never transformed, so that keys such as `toString` survive.
 * Its inside is not checked, apart from what JSON can carry and how deeply it nests.
 */
export function FreeData(judge: (value: unknown) => Verdict): PropertyDecorator {
  return applyDecorators(
    Shielded((value) => value),
    Check('isFreeData', judge),
  );
}

/** Made in place of every shielded value: it has no exposed keys, so class-transformer does not descend into them. */
@Exclude()
class Opaque {}

/** Keeps class-transformer's own recursion away from a value and lets `build` make the instance. */
function Shielded(build: (value: unknown) => unknown): PropertyDecorator {
  return applyDecorators(
    Type(opaqueUnlessSerializing),
    Transform(
      ({ obj, key }: { obj: Readonly<Record<string, unknown>>; key: string }) =>
        obj[key] === undefined ? undefined : build(obj[key]),
      { toClassOnly: true },
    ),
  );
}

/** `instanceToPlain` (Nest's ClassSerializerInterceptor) builds a plain object and must keep the content. */
function opaqueUnlessSerializing(help?: TypeHelpOptions): typeof Opaque | ObjectConstructor {
  return help?.newObject.constructor === Object ? Object : Opaque;
}

function builder(kind: () => DtoClass | Choice): (value: unknown) => object {
  let pick: ((value: Readonly<Record<string, unknown>>) => DtoClass) | undefined;
  return (value) => {
    if (!isRecord(value)) return new NotAnObject();
    pick ??= picker(kind());
    return plainToInstance(pick(value), value);
  };
}

function picker(kind: DtoClass | Choice): (value: Readonly<Record<string, unknown>>) => DtoClass {
  if (typeof kind === 'function') return () => kind;
  const { by, ignoreCase = false } = kind;
  const pickers = new Map(Object.entries(kind.kinds).map(([name, next]) => [name, picker(next)]));
  const Unknown = standIn(
    by,
    `must be one of ${[...pickers.keys()].map((name) => JSON.stringify(name)).join(', ')} ` +
      `(what the library does not know yet can be sent with sendRaw)`,
  );
  return (value) => {
    const found = value[by];
    if (typeof found !== 'string') return Unknown;
    return pickers.get(ignoreCase ? found.toLowerCase() : found)?.(value) ?? Unknown;
  };
}

/**
 * Makes a class whose instances always fail with one message: it stands for a value of which no DTO could be made.
 * With an empty property name the message belongs to the value itself.
 */
function standIn(property: string, message: string): DtoClass {
  @Exclude()
  class StandIn {}
  ValidateBy({
    name: 'isKnown',
    validator: {
      validate: () => false,
      defaultMessage: () => (property === '' ? message : `${property} ${message}`),
    },
  })(StandIn.prototype, property);
  return StandIn;
}

const NotAnObject = standIn('', 'must be an object');
