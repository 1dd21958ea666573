export { RepeatedMessageError } from './repeated-message.error.js';
