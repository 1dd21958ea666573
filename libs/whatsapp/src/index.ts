export * from './accounts/index.js';
export * from './common/index.js';
export * from './config/index.js';
export * from './consent/index.js';
export * from './conversations/index.js';
export * from './delivery/index.js';
export * from './errors/index.js';
export * from './graph/index.js';
export * from './handlers/index.js';
export * from './media/index.js';
export * from './messages/index.js';
export * from './migration/index.js';
export * from './observability/index.js';
export * from './recipients/index.js';
export * from './users/index.js';
export * from './replies/index.js';
export * from './storage/index.js';
export * from './templates/index.js';
export * from './throughput/index.js';
export * from './webhooks/index.js';
export {
  WHATSAPP_MODULE_OPTIONS,
  type ASYNC_OPTIONS_TYPE,
  type OPTIONS_TYPE,
  type WhatsAppModuleExtras,
  type WhatsAppOptionsFactory,
} from './whatsapp.module-definition.js';
export { WhatsAppModule } from './whatsapp.module.js';
export { WhatsAppService, type OpenAccount } from './whatsapp.service.js';
export { getWhatsAppToken, InjectWhatsApp } from './whatsapp.tokens.js';
