import { GraphApiError } from '../errors/graph-api.error.js';
import type { PhoneNumberEntry } from '../numbers/phone-number-book.js';
import type { SendContext, SendRule } from './send-rule.js';

/** Meta's names of states in which a display name may be used. */
const USABLE_NAMES = new Set(['APPROVED', 'AVAILABLE_WITHOUT_REVIEW']);
/** The numbers that Meta gives out itself. */
const GIVEN_BY_META = /^1555/;

/**
 * The number is registered (133010), its account neither restricted (368) nor under maintenance (131057), and a 555
 * number has an approved display name (131037): refused at once. Late fail the messages of a locked account (131031),
 * and, of one that cannot pay, those that cost something (131042).
 */
export const accountState: SendRule = {
  name: 'accountState',
  refuse: checkAccountState,
  fail: ({ sender: { number }, pricing }) => {
    if (number.restriction === 'locked') {
      return { code: 131031, details: 'The business account has been locked.' };
    }
    if (number.restriction === 'unpaid' && pricing.type === 'regular') {
      return { code: 131042, details: 'The business has no valid way to pay for this message.' };
    }
    return undefined;
  },
};

/** @throws GraphApiError for a number that may neither send nor call */
export function checkAccountState(context: Pick<SendContext, 'state' | 'sender'>): void {
  const problem = problemAtOnce(context);
  if (problem) throw new GraphApiError(problem);
}

/** Whether the number cannot be used until Meta has approved its name. */
export function needsNameApproval({ number, digits }: PhoneNumberEntry): boolean {
  return GIVEN_BY_META.test(digits) && !USABLE_NAMES.has(number.nameStatus);
}

function problemAtOnce({ state, sender }: Pick<SendContext, 'state' | 'sender'>) {
  const { number } = sender;
  if (!state.settings.of(number.id).registered) {
    return { code: 133010, details: 'The number is not registered: POST to its register edge first.' };
  }
  if (number.restriction === 'policy') {
    return { code: 368, details: 'The account is blocked for a time because of a violation of policies.' };
  }
  if (number.restriction === 'maintenance') {
    return { code: 131057, details: 'The account is in maintenance mode.' };
  }
  if (needsNameApproval(sender)) {
    return { code: 131037, details: `The display name of the number is ${number.nameStatus}.` };
  }
  return undefined;
}
