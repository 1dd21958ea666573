import { Check } from './check.decorator.js';
import { rulesOf } from './field-rules.js';
import { isRecord } from './is-record.js';

/** A class that can be made without arguments, as every DTO can. */
export type DtoClass<T extends object = object> = new () => T;

/** Which class a value is made into, decided by one of its fields; a kind may be decided by a second field in turn. */
export interface Choice {
  /** The field that decides. */
  readonly by: string;
  /** The classes (or further choices) by the values of that field. */
  readonly kinds: Readonly<Record<string, DtoClass | Choice>>;
  /** Take upper case for lower case, where samples of Meta write both. @default false */
  readonly ignoreCase?: boolean;
}

/**
 * Makes an instance of a DTO with instances of the nested ones in it; the source is only read.
 *
 * Not class-transformer's `plainToInstance`, because that descends into fields which the class does not know: there, keys
 * such as `constructor` make it throw and deep nesting makes it overflow the stack.
 */
export function buildDto(kind: DtoClass, value: object): object {
  const dto = new kind();
  if (STAND_IN in dto) return dto;
  const rules = rulesOf(dto);
  const fields: [string, unknown][] = Object.entries(value);
  for (const [field, child] of fields) {
    // Such a field would hide the instance's own class from class-validator.
    if (field in Object.prototype) return new HasReservedName();
    const build = child === undefined ? undefined : rules.get(field)?.build;
    Reflect.set(dto, field, build === undefined ? child : build(child));
  }
  return dto;
}

/** A function that builds a value of one kind or of one of several. */
export function builderOf(kind: () => DtoClass | Choice): (value: unknown) => object {
  let pick: PickClass | undefined;
  return (value) => {
    if (!isRecord(value)) return new NotAnObject();
    // Not before the first message: the class may stand further down in its file than the field.
    pick ??= pickOf(kind());
    return buildDto(pick(value), value);
  };
}

type PickClass = (value: Readonly<Record<string, unknown>>) => DtoClass;

function pickOf(kind: DtoClass | Choice): PickClass {
  if (typeof kind === 'function') return () => kind;
  const { by, ignoreCase = false } = kind;
  const picks = new Map(Object.entries(kind.kinds).map(([name, next]) => [name, pickOf(next)]));
  const names = [...picks.keys()].map((name) => JSON.stringify(name)).join(', ');
  const Unknown = standIn(
    by,
    `must be one of ${names} (what the library does not know yet can be sent with sendRaw)`,
  );
  return (value) => {
    const found = value[by];
    if (typeof found !== 'string') return Unknown;
    return picks.get(ignoreCase ? found.toLowerCase() : found)?.(value) ?? Unknown;
  };
}

/** Marks what stands for a value of which no DTO could be made; it takes nothing over from the value. */
const STAND_IN = Symbol('stand-in');

/** Makes a class whose instances always fail with one message; with an empty field name it is about the value itself. */
export function standIn(field: string, message: string): DtoClass {
  class Failing {
    readonly [STAND_IN] = true;
  }
  Check('isKnown', () => message)(Failing.prototype, field);
  return Failing;
}

const NotAnObject = standIn('', 'must be an object');
const HasReservedName = standIn(
  '',
  'must not have a field whose name reaches into the prototypes of JavaScript',
);
