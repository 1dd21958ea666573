import { validInteractiveMessages } from './valid-interactive-messages.js';
import { validSimpleMessages, type ValidMessage } from './valid-simple-messages.js';
import { validTemplateMessages } from './valid-template-messages.js';

export type { ValidMessage } from './valid-simple-messages.js';
export { validMarketingMessages, validReadReceipts } from './valid-template-messages.js';

/** Messages of every type and kind, with variants; each must be accepted as it is. Written by us, no copies. */
export const validMessages: readonly ValidMessage[] = [
  ...validSimpleMessages,
  ...validInteractiveMessages,
  ...validTemplateMessages,
];
