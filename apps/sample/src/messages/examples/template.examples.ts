import type { WhatsAppMarketingMessage } from 'nestjs-whatsapp';
import { EXAMPLE_FILES_URL, marketingPerson, person, type MessageExamples } from './message-example.js';

const springSale: WhatsAppMarketingMessage = {
  to: marketingPerson,
  type: 'template',
  template: {
    name: 'spring_sale',
    language: { code: 'en_US' },
    components: [{ type: 'body', parameters: [{ type: 'text', text: 'Bruno' }] }],
  },
};

export const templateExamples: MessageExamples = {
  template: {
    summary: 'Template: the one that every new account has',
    value: {
      to: person,
      type: 'template',
      template: { name: 'hello_world', language: { code: 'en_US' } },
    },
  },
  templateWithParameters: {
    summary: 'Template with parameters and a link button',
    value: {
      to: person,
      type: 'template',
      template: {
        name: 'order_update',
        language: { code: 'en_US' },
        components: [
          { type: 'header', parameters: [{ type: 'text', text: '1007' }] },
          {
            type: 'body',
            parameters: [
              { type: 'text', text: 'Robin' },
              { type: 'date_time', date_time: { fallback_value: '12 December 2026' } },
            ],
          },
          { type: 'button', sub_type: 'url', index: '0', parameters: [{ type: 'text', text: '1007' }] },
        ],
      },
    },
  },
  templateWithPicture: {
    summary: 'Template with a picture',
    value: {
      to: person,
      type: 'template',
      template: {
        name: 'photo_note',
        language: { code: 'en_US' },
        components: [
          {
            type: 'header',
            parameters: [{ type: 'image', image: { link: `${EXAMPLE_FILES_URL}/image.png` } }],
          },
        ],
      },
    },
  },
  templateWithNames: {
    summary: 'Template with named parameters',
    value: {
      to: person,
      type: 'template',
      template: {
        name: 'greeting_named',
        language: { code: 'en_US' },
        components: [
          {
            type: 'body',
            parameters: [
              { type: 'text', parameter_name: 'first_name', text: 'Robin' },
              { type: 'text', parameter_name: 'day', text: 'Saturday' },
            ],
          },
        ],
      },
    },
  },
  templateWithCode: {
    summary: 'Template: one-time code',
    value: {
      to: person,
      type: 'template',
      template: {
        name: 'login_code',
        language: { code: 'en_US' },
        components: [
          { type: 'body', parameters: [{ type: 'text', text: '204816' }] },
          { type: 'button', sub_type: 'url', index: '0', parameters: [{ type: 'text', text: '204816' }] },
        ],
      },
    },
  },
  templateWithFlow: {
    summary: 'Template that opens a flow',
    value: {
      to: person,
      type: 'template',
      template: { name: 'survey', language: { code: 'en_US' } },
    },
  },
  templateOfMarketing: {
    summary: 'Marketing template (numbers of the United States get none: 131049)',
    value: springSale,
  },
};

/** Examples for the Marketing Messages API, which takes nothing but marketing templates. */
export const marketingExamples: MessageExamples = {
  marketingMessage: {
    summary: 'The same template, sent by Meta when it is likely to be read',
    value: springSale,
  },
};
