import { GraphApiError } from '../errors/graph-api.error.js';
import type { SendRule } from './send-rule.js';

/** A number does not write to itself. Refused at once, as 131021. */
export const ownNumber: SendRule = {
  name: 'ownNumber',
  refuse: ({ recipient, sender }) => {
    if (recipient.kind !== 'phone' || recipient.waId !== sender.digits) return;
    throw new GraphApiError({
      code: 131021,
      details: 'The recipient is the number that the message is sent from.',
    });
  },
};
