import { person, type MessageExamples } from './message-example.js';

export const textExamples: MessageExamples = {
  text: {
    summary: 'Text',
    value: { to: person, type: 'text', text: { body: 'Hello from *NestJS*' } },
  },
  textWithPreview: {
    summary: 'Text with a link preview',
    value: {
      to: person,
      type: 'text',
      text: { body: 'All about providers: https://docs.nestjs.com/providers', preview_url: true },
    },
  },
  textToUserId: {
    summary: 'Text to a business-scoped user id',
    value: {
      recipient: 'US.13491208655302741918',
      type: 'text',
      text: { body: 'You can be reached without a phone number' },
    },
  },
};
