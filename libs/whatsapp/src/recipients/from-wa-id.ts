/**
 * The phone number that a webhook reported in `wa_id`, `from` or `recipient_id`, in a form that can be sent to. Meta writes it
 * complete but without `+`; nothing else is changed, whatever the country. Anything that is not all digits (a group id, an id
 * of a kind still unknown) comes back as it is.
 *
 * @example `fromWaId('16505551234') // '+16505551234'`
 * @publicApi
 */
export function fromWaId(waId: string): string {
  return /^\d+$/.test(waId) ? `+${waId}` : waId;
}
