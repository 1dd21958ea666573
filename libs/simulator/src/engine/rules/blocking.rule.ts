import type { SendRule } from './send-rule.js';

/**
 * Whom the business has blocked cannot be written to: late, as 131026. Who blocks the business looks like somebody
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
