import {
  getMetadataStorage,
  ValidationTypes,
  type ValidationArguments,
  type ValidatorConstraintInterface,
} from 'class-validator';

type Metadata = ReturnType<ReturnType<typeof getMetadataStorage>['getTargetValidationMetadatas']>[number];

/** One constraint of class-validator, with what its decorator was given. */
interface Constraint {
  readonly instance: ValidatorConstraintInterface;
  readonly constraints: ValidationArguments['constraints'];
}

/** The rules of one property. */
interface Rule {
  readonly property: string;
  /** Those of `ValidateIf` and `IsOptional`: where one is not met, the property is not looked at. */
  readonly conditions: readonly ((object: object, value: unknown) => unknown)[];
  readonly constraints: readonly Constraint[];
  readonly isNested: boolean;
}

type Rules = ReadonlyMap<string, Rule>;

/**
 * Checks an object against the rules that class-validator's decorators put on its class, strictly:
 * no other properties. It asks class-validator for the rules of a class once, on first use, where
 * class-validator itself searches all classes of the application for each object. It says no more
 * than yes or no: after a no, `validateSync` says what is wrong, and has the last word.
 *
 * @throws UnsupportedRuleError for rules of kinds that no DTO has needed so far (`each`, `async`, `validateIf`, promises)
 */
export class CompiledRules {
  /** Derived from the decorators, which stand before the first message comes. */
  private readonly compiled = new WeakMap<object, Rules>();

  areKeptBy(object: object): boolean {
    const rules = this.rulesOf(object.constructor);
    if (!Object.keys(object).every((name) => rules.has(name))) return false;
    for (const rule of rules.values()) if (!this.isKept(rule, object)) return false;
    // class-validator refuses objects of classes without rules.
    return rules.size > 0;
  }

  private isKept({ property, conditions, constraints, isNested }: Rule, object: object): boolean {
    const value: unknown = Reflect.get(object, property);
    if (!conditions.every((isMet) => isMet(object, value))) return true;
    if (isNested && value !== undefined && !this.isNestedKept(value)) return false;
    const targetName = object.constructor.name;
    return constraints.every(
      ({ instance, constraints: given }) =>
        instance.validate(value, { targetName, property, object, value, constraints: given }) === true,
    );
  }

  private isNestedKept(value: unknown): boolean {
    if (Array.isArray(value)) return value.every((item) => item === undefined || this.isNestedKept(item));
    return typeof value === 'object' && value !== null && this.areKeptBy(value);
  }

  private rulesOf(kind: Function): Rules {
    const known = this.compiled.get(kind);
    if (known !== undefined) return known;
    const storage = getMetadataStorage();
    const byProperty = storage.groupByPropertyName(
      storage.getTargetValidationMetadatas(kind, '', false, false),
    );
    const rules = new Map(
      Object.entries(byProperty).map(([property, all]) => [property, compile(kind, property, all)]),
    );
    this.compiled.set(kind, rules);
    return rules;
  }
}

function compile(kind: Function, property: string, all: readonly Metadata[]): Rule {
  const ofType = (type: string) => all.filter((metadata) => metadata.type === type);
  const { CUSTOM_VALIDATION, NESTED_VALIDATION, CONDITIONAL_VALIDATION, WHITELIST } = ValidationTypes;
  const supported = new Set([CUSTOM_VALIDATION, NESTED_VALIDATION, CONDITIONAL_VALIDATION, WHITELIST]);
  const refuse = (what: string) => {
    throw new UnsupportedRuleError(kind.name, property, what);
  };
  for (const { type, name, each, validateIf } of all) {
    if (!supported.has(type)) refuse(`a rule of the type ${type}`);
    if (each) refuse(`\`each\` (of ${name ?? type})`);
    if (validateIf !== undefined) refuse(`\`validateIf\` (of ${name ?? type})`);
  }
  return {
    property,
    conditions: ofType(CONDITIONAL_VALIDATION).map(({ constraints: [condition] }) => condition),
    constraints: ofType(CUSTOM_VALIDATION).flatMap(({ constraintCls, constraints }) =>
      getMetadataStorage()
        .getTargetValidatorConstraints(constraintCls)
        .map(({ async, instance, name }) =>
          async ? refuse(`\`async\` (of ${name})`) : { instance, constraints },
        ),
    ),
    isNested: ofType(NESTED_VALIDATION).length > 0,
  };
}

/** A rule of class-validator that `CompiledRules` does not run stands on a DTO: a mistake in the code, whatever the message. */
export class UnsupportedRuleError extends Error {
  override readonly name = 'UnsupportedRuleError';

  constructor(className: string, property: string, what: string) {
    super(
      `${className}.${property}: ${what} cannot be compiled; write the rule with Check (messages/validation), or teach CompiledRules to run it`,
    );
  }
}
