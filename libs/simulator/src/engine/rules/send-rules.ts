import { blocking } from './blocking.rule.js';
import { customerServiceWindow } from './customer-service-window.rule.js';
import { groups } from './groups.rule.js';
import { links } from './links.rule.js';
import { media } from './media.rule.js';
import { messagingLimit } from './messaging-limit.rule.js';
import { onWhatsApp } from './on-whatsapp.rule.js';
import { optOut } from './opt-out.rule.js';
import { pairRateLimit } from './pair-rate-limit.rule.js';
import { reactions } from './reactions.rule.js';
import type { LateVerdict, SendContext, SendRule } from './send-rule.js';
import { templates } from './templates.rule.js';
import { throughput } from './throughput.rule.js';

/** In this order; what does not count against a limit comes before the limits. */
const RULES: readonly SendRule[] = [
  groups,
  templates,
  media,
  throughput,
  messagingLimit,
  pairRateLimit,
  onWhatsApp,
  blocking,
  customerServiceWindow,
  optOut,
  reactions,
  links,
];

/** @throws GraphApiError for the first rule in force that refuses the message at once */
export function refuseByRules(context: SendContext): void {
  for (const rule of RULES) if (context.state.rules[rule.name]) rule.refuse?.(context);
}

/** The first rule in force by which an accepted message fails; a promise where that takes a look outside. */
export function failByRules(context: SendContext): LateVerdict | Promise<LateVerdict> {
  const failing = RULES.filter(({ name, fail }) => fail !== undefined && context.state.rules[name]);
  return failFrom(failing, 0, context);
}

function failFrom(
  rules: readonly SendRule[],
  start: number,
  context: SendContext,
): LateVerdict | Promise<LateVerdict> {
  for (let place = start; place < rules.length; place += 1) {
    const verdict = rules[place]?.fail?.(context);
    if (verdict instanceof Promise) {
      return verdict.then((failure) => failure ?? failFrom(rules, place + 1, context));
    }
    if (verdict) return verdict;
  }
  return undefined;
}
