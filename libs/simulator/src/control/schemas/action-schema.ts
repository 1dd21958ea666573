import {
  BOOLEAN,
  object,
  oneOf,
  STRING,
  text,
  type JsonSchema,
  type Members,
} from '../../schemas/shared/json-schema.js';

const INDEX: JsonSchema = { type: 'integer', minimum: 0 };
const FREE: JsonSchema = { type: 'object' };
const MESSAGE_ID = text();

function action(name: string, required: Members = {}, optional: Members = {}): JsonSchema {
  return object({ action: { const: name }, ...required }, { phoneNumberId: text(), ...optional });
}

/** The actions of a person, by `action`. */
export const ACTION: JsonSchema = {
  type: 'object',
  required: ['action'],
  discriminator: { propertyName: 'action' },
  oneOf: [
    action(
      'send',
      { message: { type: 'object', required: ['type'], properties: { type: text() } } },
      {
        replyTo: MESSAGE_ID,
        groupId: text(),
        forwarded: BOOLEAN,
        frequentlyForwarded: BOOLEAN,
        referral: FREE,
        referredProduct: FREE,
      },
    ),
    action('press_button', { messageId: MESSAGE_ID, index: INDEX }, { card: INDEX }),
    action('choose_row', { messageId: MESSAGE_ID, rowId: text() }),
    action('submit_flow', { messageId: MESSAGE_ID, response: FREE }),
    action('submit_address', {
      messageId: MESSAGE_ID,
      values: { type: 'object', additionalProperties: STRING },
    }),
    action(
      'answer_call_permission',
      { messageId: MESSAGE_ID, response: oneOf('accept', 'reject') },
      { permanent: BOOLEAN },
    ),
    action('share_contact_info', { messageId: MESSAGE_ID }),
    action('react', { messageId: MESSAGE_ID, emoji: STRING }),
    action('edit', { messageId: MESSAGE_ID, text: text() }),
    action('revoke', { messageId: MESSAGE_ID }),
    action('read', {}, { messageId: MESSAGE_ID, groupId: text() }),
    action('stop_marketing'),
    action('resume_marketing'),
    action('block'),
    action('unblock'),
    action('change_number', { phoneNumber: text() }),
    action('change_user_id', { userId: text() }),
    action('change_identity'),
    action('call', {}, { sdp: text() }),
    action('accept_call', { callId: text() }),
    action('reject_call', { callId: text() }),
    action('end_call', { callId: text() }),
  ],
};
