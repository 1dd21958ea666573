import { LATEST_DATE_MS, LATEST_TIME_MS } from '../../engine/clock/time-range.js';
import { RULE_NAMES } from '../../engine/state/rule-switches.js';
import {
  BOOLEAN,
  list,
  object,
  oneOf,
  openObject,
  STRING,
  text,
  type JsonSchema,
} from '../../schemas/shared/json-schema.js';
import { ANYTHING, FREE, INTEGER, NUMBER, STRINGS } from './shared.js';
import { SNAPSHOT_PARTS } from './snapshot-parts.js';

/** Milliseconds since 1970. */
const MOMENT: JsonSchema = { type: 'number', minimum: 0, maximum: LATEST_DATE_MS };
/** A moment, or `null` for a time without an end. */
const MOMENT_OR_NULL: JsonSchema = { ...MOMENT, type: ['number', 'null'] };
const COUNT: JsonSchema = { type: 'integer', minimum: 0 };
const DELAY: JsonSchema = { type: ['number', 'boolean'] };
const ID = text();

const CONVERSATION = openObject({
  phoneNumberId: ID,
  windowUntil: MOMENT,
  marketingStopped: BOOLEAN,
  blocksBusiness: BOOLEAN,
  blockedByBusiness: BOOLEAN,
  typingUntil: MOMENT,
  lastMessageAt: MOMENT,
  unread: COUNT,
  pair: openObject({ paidUntil: MOMENT, burstStart: MOMENT, burstCount: COUNT }),
  callPermissionUntil: MOMENT_OR_NULL,
  callPermissionAsked: list(MOMENT, 0),
});

const PERSON = openObject(
  {
    userId: ID,
    name: STRING,
    online: BOOLEAN,
    readReceipts: BOOLEAN,
    device: oneOf('android', 'ios', 'web', 'kaios'),
    onWhatsApp: BOOLEAN,
    hidesPhoneNumber: BOOLEAN,
    statusDelays: openObject({}, { sentMs: DELAY, deliveredMs: DELAY, readMs: DELAY }),
    inExperiment: BOOLEAN,
    stranger: BOOLEAN,
    conversations: list(CONVERSATION, 0),
  },
  {
    waId: { type: 'string', pattern: '^\\d+$' },
    username: STRING,
    identityKeyHash: STRING,
    about: STRING,
  },
);

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

const ACCEPTED = openObject({
  id: ID,
  type: STRING,
  endpoint: oneOf('messages', 'marketing_messages'),
  graphVersion: NUMBER,
  phoneNumberId: ID,
  recipient: openObject({ kind: oneOf('phone', 'user', 'group'), input: STRING }),
  body: FREE,
  pricing: openObject({ type: STRING, category: STRING }),
  acceptedAt: STRING,
});

const MESSAGE = openObject(
  {
    id: ID,
    direction: oneOf('outbound', 'inbound'),
    phoneNumberId: ID,
    personId: ID,
    type: STRING,
    at: MOMENT,
    state: STATE,
    steps: list(openObject({ state: STATE, at: MOMENT }), 0),
    reactions: openObject({}, { business: STRING, people: { type: 'object', additionalProperties: STRING } }),
    edited: BOOLEAN,
    revoked: BOOLEAN,
    forwarded: BOOLEAN,
    webhookIds: STRINGS,
    expiresAt: MOMENT_OR_NULL,
  },
  {
    content: ANYTHING,
    groupId: ID,
    receipts: list(openObject({ userId: ID }, { deliveredAt: MOMENT, readAt: MOMENT }), 0),
    failure: openObject({ code: INTEGER, details: STRING }),
    quotes: STRING,
    rendered: openObject({ buttons: list(FREE, 0), cards: list(openObject({ buttons: list(FREE, 0) }), 0) }),
    accepted: ACCEPTED,
    response: FREE,
    undeliverable: BOOLEAN,
  },
);

const TEMPLATE_STATUS = oneOf(
  'APPROVED',
  'PENDING',
  'REJECTED',
  'PAUSED',
  'DISABLED',
  'PENDING_DELETION',
  'ARCHIVED',
);
const CATEGORY = oneOf('AUTHENTICATION', 'MARKETING', 'UTILITY');

const TEMPLATE = openObject(
  {
    id: ID,
    name: ID,
    language: ID,
    category: CATEGORY,
    components: list(FREE, 0),
    status: TEMPLATE_STATUS,
    parameterFormat: oneOf('POSITIONAL', 'NAMED'),
    qualityScore: STRING,
    rejectedReason: STRING,
    pacing: oneOf('none', 'release', 'drop'),
    pauses: COUNT,
    pausedAt: MOMENT,
    edits: list(MOMENT, 0),
  },
  {
    previousCategory: CATEGORY,
    statusBeforeArchive: TEMPLATE_STATUS,
    libraryTemplateName: STRING,
    messageSendTtlSeconds: INTEGER,
    further: FREE,
  },
);

const MEDIA = openObject(
  {
    id: ID,
    phoneNumberId: ID,
    source: oneOf('upload', 'inbound'),
    mimeType: STRING,
    base64: STRING,
    sha256: STRING,
    expiresAt: MOMENT,
  },
  { filename: STRING },
);

const GROUP = openObject({
  id: ID,
  phoneNumberId: ID,
  subject: STRING,
  description: STRING,
  joinApprovalMode: STRING,
  inviteLink: STRING,
  suspended: BOOLEAN,
  typingUntil: MOMENT,
  createdAt: MOMENT,
  participantIds: STRINGS,
  joinRequests: list(openObject({ id: ID, personId: ID, at: MOMENT }), 0),
  notices: list(
    openObject(
      { at: MOMENT, kind: oneOf('opened', 'joined', 'asked', 'refused', 'left', 'removed', 'changed') },
      { userId: STRING },
    ),
    0,
  ),
});

const FLOW = openObject(
  {
    id: ID,
    name: STRING,
    status: oneOf('DRAFT', 'PUBLISHED', 'DEPRECATED', 'BLOCKED', 'THROTTLED'),
    categories: STRINGS,
    validationErrors: list(FREE, 0),
  },
  { endpointUri: STRING, json: STRING, updatedAt: MOMENT },
);

const PHONE_NUMBER = openObject(
  {
    id: ID,
    displayPhoneNumber: STRING,
    verifiedName: STRING,
    qualityRating: STRING,
    throughput: oneOf('STANDARD', 'HIGH', 'NOT_APPLICABLE'),
    status: STRING,
    nameStatus: STRING,
    codeVerificationStatus: STRING,
    platformType: STRING,
    accountMode: STRING,
    messagingLimitTier: STRING,
    restriction: oneOf('none', 'locked', 'unpaid', 'policy', 'maintenance'),
    fields: FREE,
  },
  { allowedRecipients: STRINGS, healthStatus: FREE },
);

/** The state as it is exported and imported; members beyond these are kept as they are. */
export const SNAPSHOT = openObject({
  version: INTEGER,
  now: { ...NUMBER, minimum: 0, maximum: LATEST_TIME_MS },
  rules: object({}, Object.fromEntries(RULE_NAMES.map((name) => [name, BOOLEAN]))),
  ...SNAPSHOT_PARTS,
  phoneNumbers: list(PHONE_NUMBER, 0),
  people: list(PERSON, 0),
  messages: list(MESSAGE, 0),
  templates: list(TEMPLATE, 0),
  media: list(MEDIA, 0),
  groups: list(GROUP, 0),
  flows: list(FLOW, 0),
});
