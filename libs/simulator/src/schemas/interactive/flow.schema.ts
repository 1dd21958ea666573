import { FORBIDDEN, object, oneOf, STRING, text, when } from '../shared/json-schema.js';
import { ANY_HEADER, interactiveMessage, namedAction } from './shared.js';

/** The label may have 30 characters (Meta's OpenAPI file); above 20 some clients cut it. */
const FLOW_LABEL = text(30);

const PARAMETERS = {
  ...object(
    { flow_message_version: oneOf('3'), flow_cta: FLOW_LABEL },
    {
      flow_id: text(),
      flow_name: text(),
      mode: oneOf('published', 'draft'),
      flow_token: STRING,
      flow_action: oneOf('navigate', 'data_exchange'),
      flow_action_payload: object({}, { screen: text(), data: { type: 'object', minProperties: 1 } }),
    },
    { exactlyOneOf: ['flow_id', 'flow_name'] },
  ),
  // The data of a first screen goes with "navigate" only.
  ...when(
    { properties: { flow_action: { const: 'data_exchange' } }, required: ['flow_action'] },
    { properties: { flow_action_payload: { properties: { data: FORBIDDEN } } } },
  ),
};

/** A button that opens a flow, named by id or by name. */
export const flowMessage = interactiveMessage('flow', {
  header: ANY_HEADER,
  action: namedAction('flow', PARAMETERS),
});
