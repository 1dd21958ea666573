import { messageBody } from '../shared/envelope.schema.js';
import { BOOLEAN, object, oneOf, text } from '../shared/json-schema.js';
import { COMPONENTS } from './components.js';

const TEMPLATE = object(
  {
    name: text(512),
    language: object({ code: text() }, { policy: oneOf('deterministic') }),
  },
  { components: COMPONENTS },
);

/** `type: "template"`. That the template exists and that its parameters fit is checked elsewhere. */
export const templateMessage = messageBody('template', TEMPLATE);

/** A template sent through `/marketing_messages`, which takes two members more and individuals only. */
export const marketingMessage = messageBody('template', TEMPLATE, {
  recipient_type: oneOf('individual'),
  product_policy: oneOf('CLOUD_API_FALLBACK', 'STRICT'),
  message_activity_sharing: BOOLEAN,
});
