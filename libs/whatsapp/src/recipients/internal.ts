export { KnownUsers } from './known-users.js';
