import type { SendRule } from './send-rule.js';

/** Refuses all but templates outside the 24 hours after the user's last message. Reported late, as 131047. */
export const customerServiceWindow: SendRule = {
  name: 'customerServiceWindow',
  fail: ({ type, recipient, conversation, now }) =>
    type === 'template' || recipient.kind === 'group' || conversation.windowUntil > now
      ? undefined
      : {
          code: 131047,
          details:
            'Message failed to send because more than 24 hours have passed since the customer last replied to this number.',
        },
};
