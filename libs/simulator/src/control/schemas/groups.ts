import { BOOLEAN, list, object, oneOf, STRING, text } from '../../schemas/shared/json-schema.js';
import { ANYTHING, INTEGER, FREE, TIME, TIME_OR_NULL, STRINGS, type Schemas } from './shared.js';

/** Bodies of calls: groups and flows. */
export const GROUPS_BODIES = {
  flowReview: object({ status: oneOf('PUBLISHED', 'THROTTLED', 'BLOCKED') }),
  flowExchange: object(
    { flowId: text(), action: oneOf('INIT', 'data_exchange', 'BACK', 'ping') },
    { phoneNumberId: text(), screen: text(), data: FREE, flowToken: text() },
  ),
};

/** Answers: groups and flows. */
export const GROUPS_VIEWS: Schemas = {
  Flow: object({
    id: STRING,
    name: STRING,
    status: oneOf('DRAFT', 'PUBLISHED', 'DEPRECATED', 'BLOCKED', 'THROTTLED'),
  }),
  Group: object({
    id: STRING,
    phoneNumberId: STRING,
    subject: STRING,
    description: STRING,
    inviteLink: STRING,
    joinApprovalMode: STRING,
    suspended: BOOLEAN,
    typingUntil: TIME_OR_NULL,
    participantIds: STRINGS,
    joinRequestIds: STRINGS,
    askingIds: STRINGS,
    notices: list(
      object(
        { at: TIME, kind: oneOf('opened', 'joined', 'asked', 'refused', 'left', 'removed', 'changed') },
        { personId: STRING },
      ),
      0,
    ),
  }),
  FlowExchangeResult: object({}, { status: INTEGER, answer: ANYTHING, error: STRING }),
};
