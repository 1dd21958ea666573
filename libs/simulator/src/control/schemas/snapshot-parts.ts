import { LATEST_DATE_MS } from '../../engine/clock/time-range.js';
import {
  BOOLEAN,
  list,
  oneOf,
  openObject,
  STRING,
  text,
  type JsonSchema,
} from '../../schemas/shared/json-schema.js';
import { FAULTS_BODIES } from './faults.js';
import { FREE, NUMBER, STRINGS } from './shared.js';

const ID = text();
const COUNT: JsonSchema = { type: 'integer', minimum: 0 };
const MOMENT: JsonSchema = { type: 'number', minimum: 0, maximum: LATEST_DATE_MS };
const TIMES = list(openObject({ id: ID, at: list(MOMENT, 0) }), 0);

const FAULT = openObject({
  id: ID,
  order: FAULTS_BODIES.newFault,
  chances: COUNT,
  hits: COUNT,
  left: { type: ['number', 'null'] },
});

const CALL = openObject(
  {
    id: ID,
    phoneNumberId: ID,
    personId: ID,
    direction: oneOf('USER_INITIATED', 'BUSINESS_INITIATED'),
    state: oneOf('ended'),
    startedAt: MOMENT,
    webhookIds: STRINGS,
  },
  {
    acceptedAt: MOMENT,
    endedAt: MOMENT,
    ending: oneOf('completed', 'declined', 'missed', 'cancelled'),
    callbackData: STRING,
  },
);

const NUMBER_SETTINGS = openObject(
  {
    phoneNumberId: ID,
    profile: FREE,
    commerce: openObject({ isCartEnabled: BOOLEAN, isCatalogVisible: BOOLEAN }),
    qrCodes: list(openObject({ code: ID, prefilledMessage: STRING }), 0),
    settings: FREE,
    automation: FREE,
    registered: BOOLEAN,
    registrations: list(MOMENT, 0),
    syncs: STRINGS,
  },
  { publicKey: STRING, officialAccount: STRING, compliance: FREE, username: STRING, pin: STRING },
);

/** The parts of a snapshot beside people, messages and what is managed. */
export const SNAPSHOT_PARTS = {
  faults: list(FAULT, 0),
  calls: list(CALL, 0),
  readReceipts: list(
    openObject({ messageId: STRING, typing: BOOLEAN, phoneNumberId: ID, acceptedAt: STRING }),
    0,
  ),
  settings: openObject({
    insightsEnabled: BOOLEAN,
    marketingDisabled: BOOLEAN,
    further: FREE,
    numbers: list(NUMBER_SETTINGS, 0),
  }),
  uploads: openObject({
    sessions: list(
      openObject({
        id: ID,
        signature: STRING,
        fileName: STRING,
        fileLength: COUNT,
        mimeType: STRING,
        base64: STRING,
      }),
      0,
    ),
    files: list(openObject({ handle: ID, mimeType: STRING, base64: STRING }), 0),
  }),
  linkedFiles: list(
    openObject(
      { link: ID, mimeType: STRING, base64: STRING },
      { caching: openObject({}, { cacheControl: STRING, etag: STRING, lastModified: STRING }) },
    ),
    0,
  ),
  usedCodes: STRINGS,
  counts: openObject({ reached: TIMES, marketing: TIMES, traffic: TIMES, flows: TIMES }),
  random: openObject({
    lots: NUMBER,
    ids: openObject({ count: COUNT }, { generators: list(NUMBER, 0) }),
    faults: COUNT,
  }),
};
