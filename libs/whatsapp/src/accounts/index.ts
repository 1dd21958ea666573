export { AccessTokenProvider } from './access-token-provider.js';
export { AccountResolver } from './account-resolver.js';
export { ConfiguredAccessToken } from './configured-access-token.js';
export { NoTenants } from './no-tenants.js';
export { WhatsAppAccount } from './whatsapp-account.js';
export { WhatsAppAccounts } from './whatsapp-accounts.js';
