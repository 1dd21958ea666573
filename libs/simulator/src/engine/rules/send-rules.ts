import { accountState } from './account-state.rule.js';
import { allowedRecipients } from './allowed-recipients.rule.js';
import { blocking } from './blocking.rule.js';
import { callPermissionRequests } from './call-permission-requests.rule.js';
import { customerServiceWindow } from './customer-service-window.rule.js';
import { experiment } from './experiment.rule.js';
import { flows } from './flows.rule.js';
import { groups } from './groups.rule.js';
import { identityKey } from './identity-key.rule.js';
import { links } from './links.rule.js';
import { marketingCap } from './marketing-cap.rule.js';
import { media } from './media.rule.js';
import { messagingLimit } from './messaging-limit.rule.js';
import { onWhatsApp } from './on-whatsapp.rule.js';
import { oneTimeCodes } from './one-time-codes.rule.js';
import { optOut } from './opt-out.rule.js';
import { ownNumber } from './own-number.rule.js';
import { pairRateLimit } from './pair-rate-limit.rule.js';
import { reactions } from './reactions.rule.js';
import { templates } from './templates.rule.js';
import { throughput } from './throughput.rule.js';
import { unitedStatesMarketing } from './united-states-marketing.rule.js';
import type { LateResult, SendContext, SendRule } from './send-rule.js';

/** The rules, in order. The marketing cap comes last, because it counts what no other rule lets fail. */
export const SEND_RULES: readonly SendRule[] = [
  ownNumber,
  accountState,
  allowedRecipients,
  groups,
  templates,
  oneTimeCodes,
  flows,
  identityKey,
  media,
  callPermissionRequests,
  throughput,
  messagingLimit,
  pairRateLimit,
  onWhatsApp,
  blocking,
  customerServiceWindow,
  optOut,
  experiment,
  unitedStatesMarketing,
  reactions,
  links,
  marketingCap,
];

/** The rules that report something late. */
const LATE_RULES = SEND_RULES.filter(({ fail }) => fail !== undefined);

/**
 * Lets a message in: only then it counts against the limits.
 * @throws GraphApiError for the first rule in force that refuses the message at once
 */
export function admitByRules(context: SendContext): void {
  const { rules } = context.state;
  for (const rule of SEND_RULES) if (rules[rule.name]) rule.refuse?.(context);
  for (const rule of SEND_RULES) if (rules[rule.name]) rule.count?.(context);
}

/** The first rule in force by which an accepted message fails; a promise where that takes a look outside. */
export function failByRules(context: SendContext, start = 0): LateResult | Promise<LateResult> {
  const { rules } = context.state;
  for (let place = start; place < LATE_RULES.length; place += 1) {
    const rule = LATE_RULES[place];
    const result = rule && rules[rule.name] ? rule.fail?.(context) : undefined;
    if (result instanceof Promise) {
      return result.then((failure) => failure ?? failByRules(context, place + 1));
    }
    if (result) return result;
  }
  return undefined;
}
