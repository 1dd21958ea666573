export { DEFAULT_ACCOUNT } from './option-defaults.js';
export { resolveAccount, resolveOptions, type ResolveOptionsContext } from './resolve-options.js';
export {
  WHATSAPP_RESOLVED_OPTIONS,
  type ResolvedWhatsAppAccount,
  type ResolvedWhatsAppOptions,
} from './resolved-options.js';
export type {
  WhatsAppAccountOptions,
  WhatsAppGraphOptions,
  WhatsAppMessageOptions,
  WhatsAppModuleOptions,
  WhatsAppRecipientOptions,
  WhatsAppRetryOptions,
  WhatsAppTemplateDefinition,
} from './whatsapp-options.js';
