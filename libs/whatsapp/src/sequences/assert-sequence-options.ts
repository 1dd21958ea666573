import { WhatsAppValidationError, type ValidationIssue } from '../errors/index.js';
import type { SequenceOptions } from './sequence-options.js';

/** The rule of each option that is given. */
const rules: readonly {
  readonly option: keyof SequenceOptions;
  readonly isKept: (value: unknown) => boolean;
  readonly expected: string;
}[] = [
  {
    option: 'account',
    isKept: (value) => typeof value === 'string' && value !== '',
    expected: 'the name of an account or a tenant',
  },
  {
    option: 'advanceOn',
    isKept: (value) => value === 'delivered' || value === 'sent',
    expected: '"delivered" or "sent"',
  },
  {
    option: 'stepTimeoutMs',
    isKept: (value) => typeof value === 'number' && Number.isFinite(value) && value > 0,
    expected: 'a number of milliseconds greater than 0',
  },
  {
    option: 'onFailure',
    isKept: (value) => value === 'stop' || value === 'skip' || value === 'continue',
    expected: '"stop", "skip" or "continue"',
  },
];

/**
 * Refuses options that are none: callers without types give anything.
 *
 * @throws WhatsAppValidationError with paths such as `options.advanceOn`
 */
export function assertSequenceOptions(options: unknown): asserts options is SequenceOptions {
  if (typeof options !== 'object' || options === null || Array.isArray(options)) {
    throw new WhatsAppValidationError([
      { path: 'options', message: 'must be an object such as { onFailure: "skip" }, or be left out' },
    ]);
  }
  const given: Partial<Record<keyof SequenceOptions, unknown>> = options;
  const issues = rules
    .filter(({ option, isKept }) => given[option] !== undefined && !isKept(given[option]))
    .map(({ option, expected }): ValidationIssue => ({
      path: `options.${option}`,
      message: `must be ${expected}, or be left out`,
    }));
  if (issues.length > 0) throw new WhatsAppValidationError(issues);
}
