import { list, object, oneOf, text } from '../shared/json-schema.js';
import { ANY_HEADER, BUTTON_LABEL, interactiveMessage } from './shared.js';

// No space at either end of an id.
const REPLY_ID = { ...text(256), pattern: '^\\S(.*\\S)?$' };

const REPLY_BUTTON = object({
  type: oneOf('reply'),
  reply: object({ id: REPLY_ID, title: BUTTON_LABEL }),
});

/** Reply buttons: one to three, with different ids and titles. */
export const buttonMessage = interactiveMessage('button', {
  header: ANY_HEADER,
  action: object({
    buttons: list(REPLY_BUTTON, 1, 3, {
      allOf: [{ uniqueAt: ['reply', 'id'] }, { uniqueAt: ['reply', 'title'] }],
    }),
  }),
});
