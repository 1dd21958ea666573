import { FREE_OBJECT, object, STRING, text } from '../shared/json-schema.js';
import { ANY_HEADER, BUTTON_LABEL, interactiveMessage, namedAction } from './shared.js';

/** Asks for the user's location. Parameters are not documented; one client sends some. */
export const locationRequestMessage = interactiveMessage('location_request_message', {
  footer: false,
  action: namedAction('send_location', undefined, { parameters: FREE_OBJECT }),
});

/** Asks for a postal address (India). */
export const addressMessage = interactiveMessage('address_message', {
  header: ANY_HEADER,
  action: namedAction(
    'address_message',
    object(
      { country: text() },
      {
        values: FREE_OBJECT,
        saved_addresses: {
          type: 'array',
          items: object({ id: text(), value: FREE_OBJECT }),
        },
        validation_errors: { type: 'object', additionalProperties: STRING },
      },
    ),
  ),
});

/** Asks for leave to call. */
export const callPermissionRequestMessage = interactiveMessage('call_permission_request', {
  bodyOptional: true,
  footer: false,
  action: namedAction('call_permission_request', undefined, { parameters: FREE_OBJECT }),
});

/** A button that starts a call to the business; it works for 1 to 43,200 minutes. */
export const voiceCallMessage = interactiveMessage('voice_call', {
  header: ANY_HEADER,
  action: namedAction('voice_call', undefined, {
    parameters: object(
      {},
      {
        display_text: BUTTON_LABEL,
        ttl_minutes: { type: 'integer', minimum: 1, maximum: 43_200 },
        payload: { type: 'string', maxLength: 512 },
      },
    ),
  }),
});

/** Asks for the user's phone number (July 2026). */
export const requestContactInfoMessage = interactiveMessage('request_contact_info', {
  header: ANY_HEADER,
  action: namedAction('request_contact_info'),
});
