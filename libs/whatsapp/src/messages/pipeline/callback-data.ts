/**
 * `biz_opaque_callback_data` carries two things: the library's correlation id and the caller's own value.
 * On the wire: `nw1:<correlation id>` and, where the caller gave a value, `:<value>`.
 *
 * Meta allows 512 characters and echoes them in every status webhook (Messages reference, common fields). The caller's share
 * is fixed at 400, so that the id always fits.
 */
const prefix = 'nw1:';

/** The caller's share of `biz_opaque_callback_data`, in characters. */
export const maxCallbackDataLength = 400;

/** What a status webhook's `biz_opaque_callback_data` says. */
export interface CallbackData {
  /** The library's own id; absent where the message was not sent by this library. */
  readonly correlationId?: string;
  /** The caller's value, exactly as it was given. */
  readonly callbackData?: string;
}

/** Joins the correlation id and the caller's value for the wire. */
export function encodeCallbackData(correlationId: string, callbackData?: string): string {
  return callbackData === undefined
    ? `${prefix}${correlationId}`
    : `${prefix}${correlationId}:${callbackData}`;
}

/** Takes apart what {@link encodeCallbackData} joined; a value from elsewhere comes back whole as the caller's. */
export function decodeCallbackData(value: string | undefined): CallbackData {
  if (value === undefined) return {};
  if (!value.startsWith(prefix)) return { callbackData: value };
  const end = value.indexOf(':', prefix.length);
  return end === -1
    ? { correlationId: value.slice(prefix.length) }
    : { correlationId: value.slice(prefix.length, end), callbackData: value.slice(end + 1) };
}
