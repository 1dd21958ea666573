/** The rules that can be switched, each kept in the file of its name. */
export const RULE_NAMES = [
  'customerServiceWindow',
  'templates',
  'throughput',
  'pairRateLimit',
  'messagingLimit',
  'optOut',
  'blocking',
  'onWhatsApp',
  'reactions',
  'media',
  'links',
  'groups',
  'timeToLive',
] as const;

/** The name of a rule. */
export type RuleName = (typeof RULE_NAMES)[number];

/** Which rules are kept. */
export type RuleSwitches = Record<RuleName, boolean>;

/**
 * - `meta`: all rules are kept, as Meta keeps them
 * - `lenient`: only those that follow from what a test has set up itself (somebody blocks, opts out, is offline or not
 *   on WhatsApp); any number may be written to, any template and media id may be named
 */
export type RulesOption = 'meta' | 'lenient' | Partial<RuleSwitches>;

const LENIENT = new Set<RuleName>(['optOut', 'blocking', 'onWhatsApp', 'timeToLive']);

/** Spells the option out; an object changes what `before` says. */
export function resolveRules(option: RulesOption, before: RuleSwitches = preset('lenient')): RuleSwitches {
  return typeof option === 'string' ? preset(option) : { ...before, ...option };
}

function preset(name: 'meta' | 'lenient'): RuleSwitches {
  const on = (rule: RuleName) => name === 'meta' || LENIENT.has(rule);
  return {
    customerServiceWindow: on('customerServiceWindow'),
    templates: on('templates'),
    throughput: on('throughput'),
    pairRateLimit: on('pairRateLimit'),
    messagingLimit: on('messagingLimit'),
    optOut: on('optOut'),
    blocking: on('blocking'),
    onWhatsApp: on('onWhatsApp'),
    reactions: on('reactions'),
    media: on('media'),
    links: on('links'),
    groups: on('groups'),
    timeToLive: on('timeToLive'),
  };
}
