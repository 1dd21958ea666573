import { GraphApiError } from '../errors/graph-api.error.js';
import type { SendRule } from './send-rule.js';

/** A test number writes only to the numbers on its list, see `allowedRecipients`. Refused at once, as 131030. */
export const allowedRecipients: SendRule = {
  name: 'allowedRecipients',
  refuse: ({ sender, recipient, person }) => {
    const { allowedRecipients: allowed } = sender.number;
    if (allowed === undefined || recipient.kind === 'group') return;
    if (allowed.some((number) => number.replace(/\D/g, '') === person.waId)) return;
    throw new GraphApiError({
      code: 131030,
      details: 'The recipient is not in the list of allowed recipients of this test number.',
    });
  },
};
