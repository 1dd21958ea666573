/** The rules that can be switched, each kept in the file of its name. */
export const RULE_NAMES = [
  'ownNumber',
  'accountState',
  'allowedRecipients',
  'onWhatsApp',
  'blocking',
  'customerServiceWindow',
  'templates',
  'oneTimeCodes',
  'flows',
  'identityKey',
  'media',
  'links',
  'reactions',
  'callPermissionRequests',
  'throughput',
  'messagingLimit',
  'pairRateLimit',
  'optOut',
  'experiment',
  'unitedStatesMarketing',
  'marketingCap',
  'groups',
  'readReceipts',
  'timeToLive',
] as const;

/** The name of a rule. */
export type RuleName = (typeof RULE_NAMES)[number];

/** The switches of the rules: the rules that are on are applied. */
export type RuleSwitches = Record<RuleName, boolean>;

/**
 * - `meta`: all rules are kept, as Meta keeps them
 * - `lenient`: only those that follow from what a test has set up itself (somebody blocks, opts out, is offline or not
 *   on WhatsApp, an account is locked); any number may be written to, any template and media id may be named
 */
export type RulesOption = 'meta' | 'lenient' | Partial<RuleSwitches>;

const LENIENT = new Set<RuleName>([
  'ownNumber',
  'accountState',
  'allowedRecipients',
  'onWhatsApp',
  'blocking',
  'identityKey',
  'optOut',
  'experiment',
  'timeToLive',
]);

/** Spells the option out; an object changes what `before` says. */
export function resolveRules(option: RulesOption, before: RuleSwitches = preset('lenient')): RuleSwitches {
  return typeof option === 'string' ? preset(option) : { ...before, ...option };
}

function preset(name: 'meta' | 'lenient'): RuleSwitches {
  const on = (rule: RuleName) => name === 'meta' || LENIENT.has(rule);
  return {
    ownNumber: on('ownNumber'),
    accountState: on('accountState'),
    allowedRecipients: on('allowedRecipients'),
    onWhatsApp: on('onWhatsApp'),
    blocking: on('blocking'),
    customerServiceWindow: on('customerServiceWindow'),
    templates: on('templates'),
    oneTimeCodes: on('oneTimeCodes'),
    flows: on('flows'),
    identityKey: on('identityKey'),
    media: on('media'),
    links: on('links'),
    reactions: on('reactions'),
    callPermissionRequests: on('callPermissionRequests'),
    throughput: on('throughput'),
    messagingLimit: on('messagingLimit'),
    pairRateLimit: on('pairRateLimit'),
    optOut: on('optOut'),
    experiment: on('experiment'),
    unitedStatesMarketing: on('unitedStatesMarketing'),
    marketingCap: on('marketingCap'),
    groups: on('groups'),
    readReceipts: on('readReceipts'),
    timeToLive: on('timeToLive'),
  };
}
