import type { SendRule } from './send-rule.js';

/**
 * Refuses, late as 131026, messages to people whom the business has blocked. A person who blocks the business looks like somebody
 * offline: `sent`, and nothing after it, which is decided where messages are delivered.
 */
export const blocking: SendRule = {
  name: 'blocking',
  fail: ({ conversation }) =>
    conversation.blockedByBusiness
      ? {
          code: 131026,
          details: 'Message undeliverable: the recipient is on the block list of the business.',
        }
      : undefined,
};
