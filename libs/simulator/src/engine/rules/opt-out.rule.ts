import { isMarketing } from './marketing.js';
import type { SendRule } from './send-rule.js';

/** Refuses marketing to people who have stopped it. Reported late, as 131050. */
export const optOut: SendRule = {
  name: 'optOut',
  fail: (context) =>
    context.conversation.marketingStopped && isMarketing(context)
      ? {
          code: 131050,
          details: 'The recipient has chosen to stop receiving marketing messages from your business.',
        }
      : undefined,
};
