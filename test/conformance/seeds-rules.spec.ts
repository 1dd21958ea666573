import { afterEach, describe, expect, it } from '@jest/globals';
import { messagesRules } from '../support/seeds/messages-rules.js';
import { onPremisesRules } from '../support/seeds/on-premises-rules.js';
import { platformRules } from '../support/seeds/platform-rules.js';
import { SeedBench } from '../support/seeds/seed-bench.js';
import { webhookRules } from '../support/seeds/webhook-rules.js';

describe.each([
  ['messages', messagesRules],
  ['platform rules', platformRules],
  ['webhooks', webhookRules],
  ['the On-Premises API', onPremisesRules],
])('the statements of the pages on %s', (_page, rules) => {
  let bench: SeedBench | undefined;

  afterEach(async () => {
    await bench?.stop();
    bench = undefined;
  });

  it.each(rules)('$says', async ({ options, test }) => {
    bench = await SeedBench.start(options);
    await expect(Promise.resolve(test(bench))).resolves.toBeUndefined();
  });
});
