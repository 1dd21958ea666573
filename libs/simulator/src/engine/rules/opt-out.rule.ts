import type { SendRule } from './send-rule.js';

/** Nobody gets marketing who has stopped it. Reported late, as 131050. */
export const optOut: SendRule = {
  name: 'optOut',
  fail: ({ template, endpoint, conversation }) =>
    conversation.marketingStopped && (endpoint === 'marketing_messages' || template?.category === 'MARKETING')
      ? {
          code: 131050,
          details: 'The recipient has chosen to stop receiving marketing messages from your business.',
        }
      : undefined,
};
