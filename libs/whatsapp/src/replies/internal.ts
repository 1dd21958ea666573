export { DeletedMessages } from './deleted-messages.js';
