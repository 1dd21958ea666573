import { person, type MessageExamples } from './message-example.js';

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
    summary: 'Template with picture, parameters and a link button',
    value: {
      to: person,
      type: 'template',
      template: {
        name: 'booking_confirmed',
        language: { code: 'en' },
        components: [
          {
            type: 'header',
            parameters: [{ type: 'image', image: { link: 'https://www.example.com/rooms/sea.jpg' } }],
          },
          {
            type: 'body',
            parameters: [
              { type: 'text', text: 'Robin' },
              {
                type: 'currency',
                currency: { fallback_value: '$240.00', code: 'USD', amount_1000: 240_000 },
              },
              { type: 'date_time', date_time: { fallback_value: '12 December 2026' } },
            ],
          },
          { type: 'button', sub_type: 'url', index: '0', parameters: [{ type: 'text', text: '1007' }] },
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
        name: 'welcome_back',
        language: { code: 'en' },
        components: [
          { type: 'body', parameters: [{ type: 'text', parameter_name: 'guest', text: 'Robin' }] },
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
        name: 'sign_in_code',
        language: { code: 'en_US' },
        components: [
          { type: 'body', parameters: [{ type: 'text', text: '204816' }] },
          { type: 'button', sub_type: 'url', index: '0', parameters: [{ type: 'text', text: '204816' }] },
        ],
      },
    },
  },
};
