import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { DEMO_TEMPLATES, HELLO_WORLD } from '../../demo/demo-templates.js';
import { EngineUnderTest, type Outcome } from '../../spec-support/engine-under-test.js';
import { RULE_CASES } from '../../spec-support/rule-cases/index.js';
import type { RuleCase } from '../../spec-support/rule-cases/rule-case.js';
import { RULE_NAMES, type RuleName, type RuleSwitches } from '../state/rule-switches.js';
import { SEND_RULES } from './send-rules.js';

const TEMPLATES = [HELLO_WORLD, ...DEMO_TEMPLATES];
/** The rules that are applied elsewhere than on a send: where a message is marked as read, and where it is delivered. */
const KEPT_ELSEWHERE: readonly RuleName[] = ['readReceipts', 'timeToLive'];

/** An engine that keeps these rules alone. */
function keeping({ options }: RuleCase, ...names: RuleName[]): EngineUnderTest {
  const switches = RULE_NAMES.map((name) => [name, names.includes(name)]);
  const rules: Partial<RuleSwitches> = Object.fromEntries(switches);
  return new EngineUnderTest({ templates: TEMPLATES, rules, ...options });
}

/** Finds what Meta answers to a message, at once and later. */
async function heard(test: EngineUnderTest, sent: Outcome | Promise<Outcome>) {
  const outcome = await sent;
  if ('code' in outcome) return { atOnce: outcome.code, later: [] };
  await test.pass();
  await test.pass();
  return { atOnce: 200, later: test.statuses(outcome) };
}

const everyCase = RULE_NAMES.flatMap((rule) =>
  RULE_CASES[rule].map((one) => [rule, one.what, `${one.code ?? 'silence'} ${one.told}`, one] as const),
);

describe('every rule', () => {
  it('is known by its name, kept in one place, and has a case', () => {
    const kept = [...SEND_RULES.map(({ name }) => name), ...KEPT_ELSEWHERE];
    expect(kept.toSorted()).toEqual([...RULE_NAMES].toSorted());
    expect(Object.keys(RULE_CASES).toSorted()).toEqual([...RULE_NAMES].toSorted());
  });

  it('stands in the README with its codes', () => {
    const readme = readFileSync(new URL('../../../README.md', import.meta.url), 'utf8');
    const missing = everyCase.filter(([rule, , , { code }]) => {
      const row = readme.split('\n').find((line) => line.startsWith(`| \`${rule}\` `)) ?? '';
      return !row.includes(`${code ?? ''}`);
    });
    const rows = RULE_NAMES.filter((rule) => !readme.includes(`| \`${rule}\` `));
    expect([...rows, ...missing.map(([rule, what]) => `${rule}: ${what}`)]).toEqual([]);
  });
});

describe.each(everyCase)('%s: a message %s', (rule, _what, _code, one) => {
  it(`gets ${one.code ?? 'nothing but sent'}, ${one.told}`, async () => {
    const test = keeping(one, rule);
    const answer = await heard(test, one.breaks(test));
    const later = { 'at once': [], late: [`failed ${one.code}`], never: ['sent'] }[one.told];
    expect(answer).toEqual({ atOnce: one.told === 'at once' ? one.code : 200, later });
  });

  it('has a neighbour that goes through', async () => {
    const test = keeping(one, rule);
    const { atOnce, later } = await heard(test, one.keeps(test));
    expect({ atOnce, failed: later.filter((status) => status.startsWith('failed')) }).toEqual({
      atOnce: 200,
      failed: [],
    });
    expect(later.at(-1)).toBe(expectedEnd(rule));
  });

  it('goes through where the rule is switched off', async () => {
    const test = keeping(one);
    const { atOnce, later } = await heard(test, one.breaks(test));
    expect(atOnce).toBe(200);
    expect(later.at(-1)).toBe(one.endsWithoutRule ?? expectedEnd(rule));
  });
});

function expectedEnd(rule: RuleName): string | undefined {
  if (rule === 'readReceipts') return undefined;
  return rule === 'reactions' ? 'sent' : 'read';
}
