import { object, oneOf, STRING } from '../../schemas/shared/json-schema.js';
import { ANYTHING, NUMBER, INTEGER, TIME, ref, listOf, type Schemas } from './shared.js';
import { SNAPSHOT } from './snapshot.js';

const NUMBER_CHANGES = {
  displayPhoneNumber: STRING,
  verifiedName: STRING,
  nameStatus: STRING,
  qualityRating: STRING,
  throughput: oneOf('STANDARD', 'HIGH', 'NOT_APPLICABLE'),
  messagingLimitTier: STRING,
  status: STRING,
  restriction: oneOf('none', 'locked', 'unpaid', 'policy', 'maintenance'),
  allowedRecipients: { type: ['array', 'null'], items: STRING },
};

/** Bodies of calls: the simulator as a whole. */
export const STATE_BODIES = {
  numberChanges: object({}, { ...NUMBER_CHANGES, pin: { type: ['string', 'null'], pattern: '^\\d{6}$' } }),
  snapshot: SNAPSHOT,
};

/** Answers: the simulator as a whole. */
export const STATE_VIEWS: Schemas = {
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
  BusinessNumber: object({ id: STRING, ...NUMBER_CHANGES }),
  RefusedRequest: object(
    { at: TIME, method: STRING, path: STRING, httpStatus: INTEGER, code: INTEGER, message: STRING },
    { details: STRING, request: ANYTHING },
  ),
  Error: object({ error: STRING }),
};
