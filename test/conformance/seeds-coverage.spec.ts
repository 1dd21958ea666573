import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { messagesBeyondTests, messagesRules } from '../support/seeds/messages-rules.js';
import { onPremisesBeyondTests, onPremisesRules } from '../support/seeds/on-premises-rules.js';
import { platformBeyondTests, platformRules } from '../support/seeds/platform-rules.js';
import { webhookRules, webhooksBeyondTests } from '../support/seeds/webhook-rules.js';

/** The folder of the pages: without the variable jest.config.mjs leaves this file out of the run. */
const folder = process.env['META_PAGES'] ?? '';

const pages = ['messages.md', 'platform-rules.md', 'webhooks.md', 'onprem-migration.md'].map((page) => ({
  page,
  text: readFileSync(join(folder, page), 'utf8'),
}));

const rules = [...messagesRules, ...platformRules, ...webhookRules, ...onPremisesRules];

const marks = [
  ...rules.flatMap(({ at }) => at),
  ...[messagesBeyondTests, platformBeyondTests, webhooksBeyondTests, onPremisesBeyondTests].flatMap(
    (reasons) => Object.keys(reasons),
  ),
];

describe('the statements that are marked as of the first pages', () => {
  it.each(pages)('have a rule each, or a reason why there is none: $page', ({ text }) => {
    const covered = new Set(marks.flatMap((mark) => linesOf(text, mark)));
    const missing = text
      .split('\n')
      .map((line, index) => ({ line, at: index + 1 }))
      .filter(({ line, at }) => /\bseeds?\b/i.test(line) && !covered.has(at));

    expect(missing).toEqual([]);
  });

  it('stand on a page each', () => {
    expect(marks.filter((mark) => !pages.some(({ text }) => text.includes(mark)))).toEqual([]);
  });
});

/** The lines, counted from 1, on which these words stand. */
function linesOf(text: string, words: string): number[] {
  const start = text.indexOf(words);
  if (start < 0) return [];
  const first = text.slice(0, start).split('\n').length;
  return words.split('\n').map((_line, index) => first + index);
}
