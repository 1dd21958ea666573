import type { SendRule } from './send-rule.js';

/** Numbers without WhatsApp get nothing. Reported late, as 131026, which says no more than that. */
export const onWhatsApp: SendRule = {
  name: 'onWhatsApp',
  fail: ({ person, recipient }) =>
    person.onWhatsApp || recipient.kind === 'group'
      ? undefined
      : {
          code: 131026,
          details:
            'Message undeliverable: the recipient is not on WhatsApp, has not accepted the terms, or uses an old version.',
        },
};
