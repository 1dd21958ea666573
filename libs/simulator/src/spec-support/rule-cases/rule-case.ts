import type { RuleName } from '../../engine/state/rule-switches.js';
import type { WhatsAppSimulatorOptions } from '../../simulator-options.js';
import type { EngineUnderTest, Outcome } from '../engine-under-test.js';

/** A message that keeps a rule, and one that breaks it, each sent to an engine of its own. */
export interface RuleCase {
  /** The description of the message that breaks the rule, to go on after "a message". */
  readonly what: string;
  /** Meta's code; `undefined`: the message is dropped in silence after `sent`. */
  readonly code: number | undefined;
  /** The time at which the business hears of it. */
  readonly told: 'at once' | 'late' | 'never';
  readonly options?: WhatsAppSimulatorOptions;
  /** The last status where the rule is off. @default as of a message that goes well */
  readonly endsWithoutRule?: string;
  readonly breaks: (test: EngineUnderTest) => Outcome | Promise<Outcome>;
  readonly keeps: (test: EngineUnderTest) => Outcome | Promise<Outcome>;
}

/** The cases of each rule; none may be without. */
export type RuleCases = Readonly<Record<RuleName, readonly [RuleCase, ...RuleCase[]]>>;
