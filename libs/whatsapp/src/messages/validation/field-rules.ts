/** What is wrong with a value, as the end of a sentence that begins with the field's name; `undefined` where nothing is. */
export type Verdict = string | undefined;

/** Judges one field; is shown the object that the field stands in. Must cope with values of any type. */
export type Judge = (value: unknown, owner: Readonly<Record<string, unknown>>) => Verdict;

/** Makes the instance that stands for a value in a DTO. */
export type Build = (value: unknown) => unknown;

/** What holds for one field of a DTO. */
export interface FieldRules {
  /** The prototype of the class that declares the field last. */
  readonly declaredBy: object;
  readonly judges: readonly Judge[];
  /** Set where the field holds nested DTOs. */
  readonly build?: Build;
}

type ClassRules = ReadonlyMap<string, FieldRules>;

/** The rules of each class by its prototype, filled by the decorators while the classes are declared. */
const rules = new WeakMap<object, Map<string, FieldRules>>();
const noRules: ClassRules = new Map();

/** The rules of a class, those of its base classes included. */
export function rulesOf(prototype: object): ClassRules {
  for (let at: object | null = prototype; at !== null; at = Reflect.getPrototypeOf(at)) {
    const found = rules.get(at);
    if (found !== undefined) return found;
  }
  return noRules;
}

/** Adds to the rules of a field. As in class-validator, a class that declares a field again drops what its base class judged. */
export function addRules(prototype: object, field: string, added: { judge?: Judge; build?: Build }): void {
  let own = rules.get(prototype);
  if (own === undefined) {
    own = new Map(rulesOf(prototype));
    rules.set(prototype, own);
  }
  const known = own.get(field);
  const judges = known?.declaredBy === prototype ? known.judges : [];
  own.set(field, {
    declaredBy: prototype,
    judges: added.judge === undefined ? judges : [...judges, added.judge],
    build: added.build ?? known?.build,
  });
}
