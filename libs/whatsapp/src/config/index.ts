export { whatsappConfig } from './whatsapp.config.js';
export { type ResolvedWhatsAppAccount } from './resolved-options.js';
export type {
  WhatsAppAccountOptions,
  WhatsAppConsentOptions,
  WhatsAppConversationOptions,
  WhatsAppDeliveryOptions,
  WhatsAppGraphOptions,
  WhatsAppMediaOptions,
  WhatsAppMemoryOptions,
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
} from './dto/whatsapp-options.js';
