import { plainToInstance } from 'class-transformer';
import { isRecord } from '../../common/internal.js';
import { shield } from './shielded.js';
import { standIns } from './stand-ins.js';

/** A class that can be made without arguments, as every DTO can. */
export type DtoClass<T extends object = object> = new () => T;

/** The class that a value is made into, chosen by one of its fields; a kind may be decided by a second field in turn. */
export interface Choice {
  /** The field that decides. */
  readonly by: 'type' | 'sub_type';
  /** The classes (or further choices) by the values of that field. */
  readonly kinds: Readonly<Record<string, DtoClass | Choice>>;
  /** Take upper case for lower case, where samples of Meta write both. @default false */
  readonly ignoreCase?: boolean;
}

/** Makes an instance of a DTO with instances of the nested ones in it; the source is only read. */
export function toDto<T extends object>(kind: DtoClass<T>, source: object): T {
  return plainToInstance(kind, shield(source));
}

/** A function that makes instances of one class or of one of several; where that cannot be done, of a class that says why. */
export function makerOf(kind: () => DtoClass | Choice): (value: unknown) => object {
  let make: Make | undefined;
  return (value) => {
    // Only a list's place can be `null` here: it is there, and what belongs there is missing.
    if (value === null) return new standIns.value('is required: it must be an object');
    if (!isRecord(value)) return new standIns.value('must be an object');
    // Not before the first message: the class may stand further down in its file than the field.
    make ??= makerOfKind(kind());
    return make(value);
  };
}

type Make = (value: Readonly<Record<string, unknown>>) => object;

function makerOfKind(kind: DtoClass | Choice): Make {
  if (typeof kind === 'function') return (value) => toDto(kind, value);
  const { by, ignoreCase = false } = kind;
  const makers = new Map(Object.entries(kind.kinds).map(([name, next]) => [name, makerOfKind(next)]));
  const names = [...makers.keys()].map((name) => JSON.stringify(name)).join(', ');
  const error = `must be one of ${names} (what the library does not know yet can be sent with sendRaw)`;
  return (value) => {
    const found = value[by];
    const make = typeof found === 'string' ? makers.get(ignoreCase ? found.toLowerCase() : found) : undefined;
    return make?.(value) ?? new standIns[by](error);
  };
}
