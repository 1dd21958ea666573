import { object, oneOf, STRING, text, type JsonSchema, type Members } from './json-schema.js';

/** The longest `biz_opaque_callback_data`, in characters (256 before January 2024). */
const CALLBACK_DATA_MAX = 512;

const CONTEXT = object({ message_id: text() });

/** Members that a message of any type may have. */
const COMMON: Members = {
  recipient_type: oneOf('individual', 'group'),
  to: STRING,
  recipient: STRING,
  biz_opaque_callback_data: { type: 'string', maxLength: CALLBACK_DATA_MAX },
  recipient_identity_key_hash: text(),
};

/**
 * The whole body of a send of one type.
 * @param further members beside the common ones, or instead of them
 */
export function messageBody(type: string, content: JsonSchema, further: Members = {}): JsonSchema {
  return object(
    { messaging_product: { const: 'whatsapp' }, [type]: content },
    { ...COMMON, type: { const: type }, context: CONTEXT, ...further },
  );
}
