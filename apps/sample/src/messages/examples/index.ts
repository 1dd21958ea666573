import { commerceExamples } from './commerce.examples.js';
import { interactiveExamples } from './interactive.examples.js';
import { mediaExamples } from './media.examples.js';
import type { MessageExamples } from './message-example.js';
import { plainExamples } from './plain.examples.js';
import { templateExamples } from './template.examples.js';
import { textExamples } from './text.examples.js';

/** A ready example of every message type, in the order in which the docs page lists them. */
export const messageExamples: MessageExamples = {
  ...textExamples,
  ...mediaExamples,
  ...plainExamples,
  ...interactiveExamples,
  ...commerceExamples,
  ...templateExamples,
};

export { EXAMPLE_FILES_URL, FIRST_MESSAGE_ID, person } from './message-example.js';
export { replyExamples } from './reply.examples.js';
export { marketingExamples } from './template.examples.js';
