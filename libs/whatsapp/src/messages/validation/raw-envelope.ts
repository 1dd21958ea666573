import { PersonOrGroupMessageDto } from '../dto/shared/message-envelope.dto.js';
import { isRecord } from '../../common/internal.js';

/** The envelope of a body whose content the library does not know. */
export class RawEnvelope extends PersonOrGroupMessageDto {}

/** Returns the object that is sent for a raw body: itself, or a copy where one of its own fields is `null`. Its content is the caller's affair. */
export function rawBodyOf(body: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const fields = Object.entries(body);
  return fields.some(([, value]) => value === null)
    ? Object.fromEntries(fields.filter(([, value]) => value !== null))
    : body;
}

/** The fields of a raw body that the library reads or rewrites; what Meta may have added around them is the caller's affair. */
export function rawEnvelopeOf(body: Readonly<Record<string, unknown>>): object {
  const { messaging_product, recipient_type, to, recipient, context, biz_opaque_callback_data } = body;
  return {
    messaging_product,
    recipient_type,
    to,
    recipient,
    context: isRecord(context) ? { message_id: context['message_id'] } : context,
    biz_opaque_callback_data,
  };
}
