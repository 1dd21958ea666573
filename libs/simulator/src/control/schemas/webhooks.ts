import { list, object, oneOf, STRING } from '../../schemas/shared/json-schema.js';
import { NUMBER, INTEGER, TIME, FREE, STRINGS, type Schemas } from './shared.js';

/** Bodies of calls: the webhook log, and where webhooks go. */
export const WEBHOOKS_BODIES = {
  webhookUrl: object({ url: { type: ['string', 'null'], pattern: '^https?://' } }),
  webhook: FREE,
};

/** Answers: the webhook log, and where webhooks go. */
export const WEBHOOKS_VIEWS: Schemas = {
  Webhook: object({
    id: STRING,
    subscription: STRING,
    url: STRING,
    field: STRING,
    summary: STRING,
    payload: FREE,
    signature: STRING,
    state: oneOf('pending', 'retrying', 'delivered', 'failed', 'cancelled', 'lost'),
    attempts: list(
      object({ at: TIME, tookMs: NUMBER }, { status: INTEGER, answer: STRING, error: STRING }),
      0,
    ),
    messageIds: STRINGS,
    at: TIME,
  }),
  Subscription: object({
    name: STRING,
    url: { type: ['string', 'null'] },
    fields: { type: ['array', 'null'], items: STRING },
  }),
};
