export { AccessTokenProvider } from './access-token-provider.js';
export { AccountResolver } from './account-resolver.js';
export { WhatsAppAccount } from './whatsapp-account.js';
export { AccountDirectory } from './account-directory.js';
