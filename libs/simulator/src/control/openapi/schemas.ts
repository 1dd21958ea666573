import { FAULT_KINDS } from '../../engine/faults/fault-order.js';
import { RULE_NAMES } from '../../engine/rules/rule-switches.js';
import {
  BOOLEAN,
  list,
  object,
  oneOf,
  openObject,
  STRING,
  text,
  type JsonSchema,
} from '../../schemas/json-schema.js';

/** Any JSON value. */
export const ANYTHING: JsonSchema = {};
const NUMBER: JsonSchema = { type: 'number' };
const INTEGER: JsonSchema = { type: 'integer' };
const TIME: JsonSchema = { type: 'string', format: 'date-time' };
const TIME_OR_NULL: JsonSchema = { type: ['string', 'null'] };
const FREE: JsonSchema = { type: 'object' };
const STRINGS = list(STRING, 0);

/** A reference to a named schema of the document. */
export function ref(name: string): JsonSchema {
  return { $ref: `#/components/schemas/${name}` };
}

/** A list of such. */
export function listOf(name: string): JsonSchema {
  return list(ref(name), 0);
}

const PERSON_SWITCHES = {
  name: STRING,
  username: STRING,
  online: BOOLEAN,
  readReceipts: BOOLEAN,
  device: oneOf('android', 'ios', 'web', 'kaios'),
  onWhatsApp: BOOLEAN,
  hidesPhoneNumber: BOOLEAN,
  about: STRING,
};

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

/** What the bodies of calls look like. */
export const BODIES = {
  newPerson: object({}, { phoneNumber: text(), userId: text(), ...PERSON_SWITCHES }),
  personChanges: object({}, PERSON_SWITCHES),
  newFault: object(
    { kind: oneOf(...FAULT_KINDS) },
    {
      endpoint: oneOf('messages', 'media', 'any'),
      count: { ...INTEGER, minimum: 1 },
      every: { ...INTEGER, minimum: 1 },
      probability: { ...NUMBER, minimum: 0, maximum: 1 },
      code: INTEGER,
      status: { ...INTEGER, minimum: 200, maximum: 599 },
      details: STRING,
      headers: { type: 'object', additionalProperties: STRING },
      latencyMs: { ...NUMBER, minimum: 0 },
    },
  ),
  advance: object({ ms: { ...NUMBER, minimum: 0 } }),
  speed: object({ speed: { ...NUMBER, minimum: 0, maximum: 100_000 } }),
  rules: object(
    {},
    {
      preset: oneOf('meta', 'lenient'),
      ...Object.fromEntries(RULE_NAMES.map((name) => [name, BOOLEAN])),
    },
  ),
  webhookUrl: object({ url: { type: ['string', 'null'], pattern: '^https?://' } }),
  review: object(
    {},
    {
      decision: oneOf('approve', 'reject', 'pause', 'unpause', 'disable', 'flag'),
      reason: STRING,
      qualityScore: oneOf('GREEN', 'YELLOW', 'RED', 'UNKNOWN'),
      pacing: oneOf('none', 'release', 'drop'),
    },
  ),
  flowExchange: object(
    { flowId: text(), action: oneOf('INIT', 'data_exchange', 'BACK', 'ping') },
    { phoneNumberId: text(), screen: text(), data: FREE, flowToken: text() },
  ),
  snapshot: openObject({
    version: INTEGER,
    now: NUMBER,
    rules: FREE,
    faults: list(FREE, 0),
    phoneNumbers: list(FREE, 0),
    people: list(FREE, 0),
    messages: list(FREE, 0),
    templates: list(FREE, 0),
    media: list(FREE, 0),
    groups: list(FREE, 0),
    flows: list(FREE, 0),
  }),
  free: FREE,
};

/** What the answers look like, by name. */
export const VIEWS: Readonly<Record<string, JsonSchema>> = {
  Error: object({ error: STRING }),
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
  }),
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
      reactions: list(object({ from: oneOf('business', 'person'), emoji: STRING }), 0),
      edited: BOOLEAN,
      revoked: BOOLEAN,
      forwarded: BOOLEAN,
      webhookIds: STRINGS,
    },
    {
      groupId: STRING,
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
  ActionResult: object({ webhookIds: STRINGS }, { messageId: STRING, callId: STRING }),
  Fault: object(
    { id: STRING, kind: oneOf(...FAULT_KINDS), hits: INTEGER, left: { type: ['integer', 'null'] } },
    {
      endpoint: STRING,
      count: INTEGER,
      every: INTEGER,
      probability: NUMBER,
      code: INTEGER,
      status: INTEGER,
      details: STRING,
      headers: FREE,
      latencyMs: NUMBER,
    },
  ),
  Clock: object({ now: TIME, speed: NUMBER }),
  Rules: object(Object.fromEntries(RULE_NAMES.map((name) => [name, BOOLEAN]))),
  Webhook: object({
    id: STRING,
    subscription: STRING,
    url: STRING,
    field: STRING,
    summary: STRING,
    payload: FREE,
    signature: STRING,
    state: oneOf('pending', 'retrying', 'delivered', 'failed', 'cancelled', 'lost'),
    attempts: list(object({ at: TIME, tookMs: NUMBER }, { status: INTEGER, error: STRING }), 0),
    messageIds: STRINGS,
    at: TIME,
  }),
  Subscription: object({
    name: STRING,
    url: { type: ['string', 'null'] },
    fields: { type: ['array', 'null'], items: STRING },
  }),
  Template: object({
    id: STRING,
    name: STRING,
    language: STRING,
    category: STRING,
    status: STRING,
    qualityScore: STRING,
    rejectedReason: STRING,
    parameterFormat: oneOf('POSITIONAL', 'NAMED'),
    components: list(FREE, 0),
  }),
  Group: object({
    id: STRING,
    phoneNumberId: STRING,
    subject: STRING,
    description: STRING,
    inviteLink: STRING,
    suspended: BOOLEAN,
    participantIds: STRINGS,
    joinRequestIds: STRINGS,
  }),
  FlowExchangeResult: object({}, { status: INTEGER, answer: ANYTHING, error: STRING }),
  RefusedRequest: object(
    { at: TIME, method: STRING, path: STRING, httpStatus: INTEGER, code: INTEGER, message: STRING },
    { details: STRING, request: ANYTHING },
  ),
  BusinessNumber: object({
    id: STRING,
    displayPhoneNumber: STRING,
    verifiedName: STRING,
    qualityRating: STRING,
    throughput: STRING,
    status: STRING,
  }),
  State: object({
    businessAccountId: STRING,
    seed: NUMBER,
    clock: ref('Clock'),
    phoneNumbers: listOf('BusinessNumber'),
    rules: ref('Rules'),
    faults: listOf('Fault'),
    subscriptions: listOf('Subscription'),
    acceptedMessages: INTEGER,
  }),
};
