import { GraphApiError } from '../errors/graph-api.error.js';
import { definedButtons } from '../templates/template-parts.js';
import type { SendRule } from './send-rule.js';

/** Templates with a button for a one-time code go to phone numbers, not to user ids. Refused at once, as 131062. */
export const oneTimeCodes: SendRule = {
  name: 'oneTimeCodes',
  refuse: ({ recipient, template }) => {
    if (recipient.kind !== 'user' || !template) return;
    if (!definedButtons(template.components).some(({ type }) => type === 'OTP')) return;
    throw new GraphApiError({
      code: 131062,
      details: 'Authentication templates with a code button need a phone number as recipient.',
    });
  },
};
