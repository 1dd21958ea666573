import { BOOLEAN, list, object, oneOf, STRING } from '../../schemas/shared/json-schema.js';
import { ANYTHING, INTEGER, TIME, FREE, STRINGS, type Schemas } from './shared.js';

const STATE = oneOf(
  'accepted',
  'held',
  'sent',
  'delivered',
  'read',
  'played',
  'failed',
  'dropped',
  'received',
);

const BUTTON = object(
  {
    kind: oneOf('reply', 'url', 'phone_number', 'copy_code', 'flow', 'catalog', 'call', 'other'),
    text: STRING,
    index: INTEGER,
  },
  { url: STRING, code: STRING, payload: STRING },
);
const HEADER = object({ format: STRING }, { text: STRING, parameter: ANYTHING });

/** Answers: messages, calls, and what an action led to. */
export const MESSAGES_VIEWS: Schemas = {
  Message: object(
    {
      id: STRING,
      direction: oneOf('outbound', 'inbound'),
      personId: STRING,
      phoneNumberId: STRING,
      type: STRING,
      content: ANYTHING,
      at: TIME,
      state: STATE,
      steps: list(object({ state: STATE, at: TIME }), 1),
      reactions: list(object({ from: oneOf('business', 'person'), emoji: STRING }, { personId: STRING }), 0),
      edited: BOOLEAN,
      revoked: BOOLEAN,
      forwarded: BOOLEAN,
      webhookIds: STRINGS,
    },
    {
      groupId: STRING,
      receipts: list(object({ personId: STRING }, { deliveredAt: TIME, readAt: TIME }), 0),
      failure: object({ code: INTEGER, title: STRING, details: STRING }),
      quote: object(
        { messageId: STRING, shown: BOOLEAN },
        {
          hiddenBecause: oneOf('unknown_message', 'deleted', 'older_than_30_days', 'template_reply', 'kaios'),
          direction: oneOf('outbound', 'inbound'),
          type: STRING,
          text: STRING,
        },
      ),
      template: object(
        { name: STRING, language: STRING, category: STRING, buttons: list(BUTTON, 0), cards: list(FREE, 0) },
        { header: HEADER, body: STRING, footer: STRING },
      ),
      request: ANYTHING,
      response: ANYTHING,
    },
  ),
  Call: object(
    {
      id: STRING,
      direction: oneOf('outbound', 'inbound'),
      personId: STRING,
      phoneNumberId: STRING,
      state: oneOf('ringing', 'accepted', 'ended'),
      at: TIME,
      webhookIds: STRINGS,
    },
    {
      ending: oneOf('completed', 'declined', 'missed', 'cancelled'),
      acceptedAt: TIME,
      endedAt: TIME,
    },
  ),
  ActionResult: object({ webhookIds: STRINGS }, { messageId: STRING, callId: STRING }),
};
