import { isRecord, textAt } from '../common/is-record.js';
import { GraphApiError } from '../errors/graph-api.error.js';
import type { SendRule } from './send-rule.js';

/**
 * Applies where the number's settings ask for the identity check: a message that names the hash of the recipient's identity
 * names the present one. Refused at once, as 137000.
 */
export const identityKey: SendRule = {
  name: 'identityKey',
  refuse: ({ state, sender, request, person }) => {
    const named = textAt(request, 'recipient_identity_key_hash');
    if (named === undefined || named === person.identityKeyHash) return;
    const check = state.settings.of(sender.number.id).settings['user_identity_change'];
    if (!isRecord(check) || check['enable_identity_key_check'] !== true) return;
    throw new GraphApiError({
      code: 137000,
      details: 'The identity of the recipient has changed: the hash is not the present one.',
    });
  },
};
