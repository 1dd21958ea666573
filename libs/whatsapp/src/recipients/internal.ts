export { KnownUsers } from './known-users.js';
export { readIds, type GivenIds, type UserIds } from './user-ids.js';
