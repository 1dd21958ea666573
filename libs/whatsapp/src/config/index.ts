export { DEFAULT_ACCOUNT } from './default-account.js';
export type { ResolveOptionsContext } from './resolve-options-context.js';
export { resolveAccount, resolveOptions } from './resolve-options.js';
export { whatsappConfig } from './whatsapp.config.js';
export {
  WHATSAPP_RESOLVED_OPTIONS,
  type ResolvedWhatsAppAccount,
  type ResolvedWhatsAppOptions,
} from './resolved-options.js';
export type {
  WhatsAppAccountOptions,
  WhatsAppConsentOptions,
  WhatsAppConversationOptions,
  WhatsAppDeliveryOptions,
  WhatsAppGraphOptions,
  WhatsAppMediaOptions,
  WhatsAppMessageOptions,
  WhatsAppModuleOptions,
  WhatsAppRecipientOptions,
  WhatsAppRepeatGuardOptions,
  WhatsAppRetryOptions,
  WhatsAppTemplateCheckOptions,
  WhatsAppTemplateDefinition,
  WhatsAppTemplateToSend,
  WhatsAppThroughputOptions,
  WhatsAppWebhookOptions,
} from './whatsapp-options.js';
