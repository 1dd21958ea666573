export { closestKey } from './closest-key.js';
export { GraphOptionsDto } from './dto/graph-options.dto.js';
export { Given } from './dto/given.decorator.js';
export { OptionProblems } from './option-problems.js';
export { DEFAULT_ACCOUNT } from './default-account.js';
export { hideOptionSecrets } from './hide-option-secrets.js';
export type { ResolveOptionsContext } from './resolve-options-context.js';
export { resolveAccount, resolveOptions } from './resolve-options.js';
export { WHATSAPP_RESOLVED_OPTIONS, type ResolvedWhatsAppOptions } from './resolved-options.js';
