import type { Choice, DtoClass } from './to-dto.js';

/** The content of a field that holds objects: those of a class or of one of several, or free data. */
export type FieldContent = 'free data' | (() => DtoClass | Choice);

type FieldContents = ReadonlyMap<string, FieldContent>;

/** The contents of fields by the prototype of a DTO; written by decorators only, before the first message comes. */
const contentsByPrototype = new WeakMap<object, FieldContents>();

/** Records the content of a field, for {@link fieldContentsOf}. */
export function Holds(content: FieldContent): PropertyDecorator {
  return (prototype, property) => {
    contentsByPrototype.set(prototype, new Map([...contentsIn(prototype), [String(property), content]]));
  };
}

/** The fields of a class that hold objects, with what stands in them. */
export function fieldContentsOf(kind: DtoClass): FieldContents {
  return contentsIn(kind.prototype);
}

/** A class that is extended has its own fields already: its decorators have run before. */
function contentsIn(prototype: unknown): FieldContents {
  if (typeof prototype !== 'object' || prototype === null) return new Map();
  return contentsByPrototype.get(prototype) ?? contentsIn(Object.getPrototypeOf(prototype));
}
