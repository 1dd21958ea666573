import { validateSync } from 'class-validator';
import { isRecord } from '../common/internal.js';
import { WhatsAppConfigurationError } from '../errors/index.js';
import { closestKey } from './closest-key.js';

/** Collects everything that is wrong with a set of options. It never holds a value: one of them may be a secret. */
export class OptionProblems {
  readonly #problems: string[] = [];

  add(path: string, message: string): void {
    this.#problems.push(path === '' ? message : `${path}: ${message}`);
  }

  /**
   * Checks one section against its class: unknown keys, then each rule. Answers with an instance of the class, whose own
   * values are the defaults; its types hold only if {@link throwIfAny} does not throw.
   */
  check<T extends object>(Rules: new () => T, section: unknown, path: string): T {
    const rules = new Rules();
    if (!isRecord(section)) {
      this.add(path, `expected an object${found(section)}`);
      return rules;
    }
    // Class fields are defined also where they have no value, so a new instance has every key there is.
    const known = Object.keys(rules);
    for (const key of Object.keys(section)) {
      if (!known.includes(key)) this.addUnknown(join(path, key), optionMeant(key, known));
    }
    const given = known
      .filter((key) => section[key] !== undefined)
      .map((key) => [key, section[key]] as const);
    Object.assign(rules, Object.fromEntries(given));
    for (const { property, constraints, value } of validateSync(rules, { stopAtFirstError: true })) {
      this.add(join(path, property), `${Object.values(constraints ?? {}).join('; ')}${found(value)}`);
    }
    return rules;
  }

  /** The same for a section that may be left out: then the defaults hold. */
  checkOptional<T extends object>(Rules: new () => T, section: unknown, path: string): T {
    return section === undefined ? new Rules() : this.check(Rules, section, path);
  }

  /** @throws WhatsAppConfigurationError where there is any problem */
  throwIfAny(): void {
    if (this.#problems.length > 0) throw new WhatsAppConfigurationError(this.#problems);
  }

  private addUnknown(path: string, meant: string | undefined): void {
    this.add(path, meant === undefined ? 'no such option' : `no such option; did you mean "${meant}"?`);
  }
}

/** The closest option; also the only one that begins so, as where the unit is left out: `maxAge` for `maxAgeSeconds`. */
function optionMeant(key: string, known: readonly string[]): string | undefined {
  const longer = known.filter((option) => option.toLowerCase().startsWith(key.toLowerCase()));
  return closestKey(key, known) ?? (key !== '' && longer.length === 1 ? longer[0] : undefined);
}

function join(path: string, key: string): string {
  return path === '' ? key : `${path}.${key}`;
}

/** What kind of value stands there. Of a text not even that: it says nothing new, and the text may be a secret. */
function found(value: unknown): string {
  if (value === undefined) return ', found nothing';
  if (value === null) return ', found null';
  if (value === '') return ', found an empty string';
  if (Array.isArray(value)) return ', found a list';
  if (typeof value === 'string') return '';
  return typeof value === 'object' ? ', found an object' : `, found a ${typeof value}`;
}
