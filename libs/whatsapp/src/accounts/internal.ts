export { ConfiguredAccessToken } from './configured-access-token.js';
export { NoTenants } from './no-tenants.js';
