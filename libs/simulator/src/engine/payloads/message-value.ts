import type { PhoneNumberEntry } from '../numbers/phone-number-book.js';

/** The value of a change in the field `messages`, and of the others that name the business number. */
export function messageValue(
  number: PhoneNumberEntry,
  value: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  return {
    messaging_product: 'whatsapp',
    metadata: { display_phone_number: number.digits, phone_number_id: number.number.id },
    ...value,
  };
}
