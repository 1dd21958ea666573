import { isMarketing } from './marketing.js';
import type { SendRule } from './send-rule.js';

/** Meta keeps marketing from people who take part in an experiment of its own. Reported late, as 130472. */
export const experiment: SendRule = {
  name: 'experiment',
  fail: (context) =>
    context.person.inExperiment && isMarketing(context)
      ? { code: 130472, details: 'The message was not sent as part of an experiment.' }
      : undefined,
};
