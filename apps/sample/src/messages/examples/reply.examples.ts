import { EXAMPLE_FILES_URL, person, type MessageExamples } from './message-example.js';

/** The examples of answers to a message. */
export const replyExamples: MessageExamples = {
  text: {
    summary: 'Text that quotes the message',
    value: { to: person, type: 'text', text: { body: 'Thank you, we are looking into it.' } },
  },
  image: {
    summary: 'Image that quotes the message',
    value: {
      to: person,
      type: 'image',
      image: { link: `${EXAMPLE_FILES_URL}/image.png`, caption: 'Is it this one?' },
    },
  },
  buttons: {
    summary: 'Buttons that quote the message',
    value: {
      to: person,
      type: 'interactive',
      interactive: {
        type: 'button',
        body: { text: 'Did that help?' },
        action: {
          buttons: [
            { type: 'reply', reply: { id: 'yes', title: 'Yes' } },
            { type: 'reply', reply: { id: 'no', title: 'No' } },
          ],
        },
      },
    },
  },
  template: {
    summary: 'Template: sent, with a warning that the quote will not show',
    value: { to: person, type: 'template', template: { name: 'hello_world', language: { code: 'en_US' } } },
  },
};
