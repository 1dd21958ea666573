export { MessageLimits, defaultMessageLimits } from './message-limits.js';
export { MessageValidator, type CheckedMessage } from './message-validator.js';
export { messageTypes } from './message-kinds.js';
export { assertPlainJson, readPlainJson } from './plain-json.js';
export { withoutNulls } from './without-nulls.js';
export { WhatsAppMessagePipe } from './whatsapp-message.pipe.js';
