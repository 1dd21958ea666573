import 'reflect-metadata';
import { ValidateBy } from 'class-validator';
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

/** Makes the instance that stands for a value in a DTO. */
export type Build = (value: unknown) => unknown;

const BUILDS = Symbol('builds');

/** Remembers how a field's value is built; called by the decorators of nested fields. */
export function registerBuild(prototype: object, field: string | symbol, build: Build): void {
  const own = Reflect.hasOwnMetadata(BUILDS, prototype);
  const builds = own ? buildsOf(prototype) : new Map(buildsOf(prototype));
  builds.set(field, build);
  if (!own) Reflect.defineMetadata(BUILDS, builds, prototype);
}

/**
 * Makes an instance of a DTO with instances of the nested ones in it; the source is only read.
 *
 * Not class-transformer's `plainToInstance`, because that descends into fields which the class does not know: there, keys
 * such as `constructor` make it throw and deep nesting makes it overflow the stack.
 */
export function buildDto(kind: DtoClass, value: object): object {
  const dto = new kind();
  if (dto instanceof StandIn) return dto;
  const builds = buildsOf(kind.prototype as object);
  const fields: [string, unknown][] = Object.entries(value);
  for (const [field, child] of fields) {
    // Such a field would hide the instance's own class from class-validator.
    if (field in Object.prototype) return new HasReservedName();
    const build = child === undefined ? undefined : builds.get(field);
    Reflect.set(dto, field, build === undefined ? child : build(child));
  }
  return dto;
}

/** A function that builds a value of one kind or of one of several. */
export function builderOf(kind: () => DtoClass | Choice): (value: unknown) => object {
  let pick: Pick | undefined;
  return (value) => {
    if (!isRecord(value)) return new NotAnObject();
    // Not before the first message: the class may stand further down in its file than the field.
    pick ??= pickOf(kind());
    return buildDto(pick(value), value);
  };
}

type Pick = (value: Readonly<Record<string, unknown>>) => DtoClass;

function pickOf(kind: DtoClass | Choice): Pick {
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

function buildsOf(prototype: object): Map<string | symbol, Build> {
  const builds: unknown = Reflect.getMetadata(BUILDS, prototype);
  return builds instanceof Map ? builds : new Map<string | symbol, Build>();
}

/** Stands for a value of which no DTO could be made. */
abstract class StandIn {}

/** Makes a class whose instances always fail with one message; with an empty field name it is about the value itself. */
export function standIn(field: string, message: string): DtoClass {
  class Failing extends StandIn {}
  ValidateBy({
    name: 'isKnown',
    validator: {
      validate: () => false,
      defaultMessage: () => (field === '' ? message : `${field} ${message}`),
    },
  })(Failing.prototype, field);
  return Failing;
}

const NotAnObject = standIn('', 'must be an object');
const HasReservedName = standIn(
  '',
  'must not have a field whose name reaches into the prototypes of JavaScript',
);
