export { ConfiguredFallbackTemplate } from './configured-fallback-template.js';
export { conversationProviders } from './conversation-providers.js';
export { CustomerServiceWindowPolicy } from './customer-service-window.policy.js';
