import { applyDecorators } from '@nestjs/common';
import { Exclude, Transform, Type, type TypeHelpOptions } from 'class-transformer';
import { ValidateNested } from 'class-validator';
import { Check, type OptionalField } from './check.decorator.js';
import { builderOf, standIn, type Choice, type DtoClass } from './dto-builder.js';
import { addRules, type Build, type Judge } from './field-rules.js';

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
  const build = builderOf(kind);
  return applyDecorators(
    Built(build),
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
  const build = builderOf(kind);
  const NotAList = standIn('', `must be ${expected}`);
  return applyDecorators(
    Built((value) =>
      // One item too many is enough to refuse a list; the rest of a huge one is not worth the work.
      // (Array.from also fills the holes of a sparse list.)
      Array.isArray(value) ? Array.from(value.slice(0, max + 1), build) : new NotAList(),
    ),
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
export function FreeData(judge: Judge): PropertyDecorator {
  return applyDecorators(
    Shielded((value) => value),
    Check('isFreeData', judge),
  );
}

function describeList(min: number, max: number): string {
  const count = min === max ? `${min}` : min === 0 ? `at most ${max}` : `${min} to ${max}`;
  return `a list of ${count} object${max === 1 ? '' : 's'}`;
}

/** A field whose value `build` turns into instances of DTOs. */
function Built(build: Build): PropertyDecorator {
  return applyDecorators(
    (prototype: object, field: string | symbol) => addRules(prototype, String(field), { build }),
    Shielded(build),
    ValidateNested(),
  );
}

/**
 * Keeps class-transformer's own recursion away from a value where it is in charge (an app's own ValidationPipe) and lets `build`
 * make what stands for it.
 */
function Shielded(build: Build): PropertyDecorator {
  return applyDecorators(
    Type(opaqueUnlessSerializing),
    Transform(
      ({ obj, key }: { obj: Readonly<Record<string, unknown>>; key: string }) =>
        obj[key] === undefined ? undefined : build(obj[key]),
      { toClassOnly: true },
    ),
  );
}

/** Made by class-transformer in place of the value: it has no exposed keys, so nothing of the value is touched. */
@Exclude()
class Opaque {}

/** `instanceToPlain` (Nest's ClassSerializerInterceptor) builds a plain object and must keep the content. */
function opaqueUnlessSerializing(help?: TypeHelpOptions): typeof Opaque | ObjectConstructor {
  return help?.newObject.constructor === Object ? Object : Opaque;
}
