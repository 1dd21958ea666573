import { BOOLEAN, object, oneOf, STRING, text } from '../../schemas/shared/json-schema.js';
import { INTEGER, TIME, TIME_OR_NULL, listOf, type Schemas } from './shared.js';

const PERSON_SWITCHES = {
  name: STRING,
  username: STRING,
  online: BOOLEAN,
  readReceipts: BOOLEAN,
  device: oneOf('android', 'ios', 'web', 'kaios'),
  onWhatsApp: BOOLEAN,
  hidesPhoneNumber: BOOLEAN,
  inExperiment: BOOLEAN,
  about: STRING,
};

/** Bodies of calls: people and their conversations. */
export const PEOPLE_BODIES = {
  newPerson: object({}, { phoneNumber: text(), userId: text(), ...PERSON_SWITCHES }),
  personChanges: object({}, PERSON_SWITCHES),
};

/** Answers: people and their conversations. */
export const PEOPLE_VIEWS: Schemas = {
  Person: object(
    {
      id: STRING,
      ...PERSON_SWITCHES,
      conversations: listOf('Conversation'),
    },
    { phoneNumber: STRING },
    {
      required: [
        'id',
        'name',
        'online',
        'readReceipts',
        'device',
        'onWhatsApp',
        'hidesPhoneNumber',
        'inExperiment',
        'conversations',
      ],
    },
  ),
  Conversation: object({
    phoneNumberId: STRING,
    windowOpenUntil: TIME_OR_NULL,
    marketingStopped: BOOLEAN,
    blocksBusiness: BOOLEAN,
    blockedByBusiness: BOOLEAN,
    typingUntil: TIME_OR_NULL,
    lastMessageAt: TIME_OR_NULL,
    unread: INTEGER,
    pairPause: { type: ['object', 'null'], properties: { from: TIME, until: TIME } },
  }),
};
