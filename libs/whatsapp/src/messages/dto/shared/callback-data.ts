/**
 * `biz_opaque_callback_data` carries two things: the library's correlation id and the caller's own value.
 * On the wire: `nw1:<correlation id>` and, where the caller gave a value, `:<value>`. With the option `messages.callbackData: 'raw'`
 * it carries the caller's value alone, as it was given.
 */
const prefix = 'nw1:';

/**
 * The longest value of the caller, in characters. Meta allows 512 and echoes them in every status
 * webhook (Messages reference, common fields); beside the correlation id the caller's share is
 * fixed at 400, so that the id always fits.
 */
export const maxCallbackDataLength = { correlated: 400, raw: 512 } as const;

/** Whether the correlation id goes with the caller's value: the option `messages.callbackData`. */
export type CallbackDataMode = keyof typeof maxCallbackDataLength;

/** Describes the fault of a value that goes out as it is; `undefined` where it has none. */
export function rawCallbackDataProblem(value: unknown): string | undefined {
  if (value === undefined) return undefined;
  if (typeof value !== 'string' || value.length > maxCallbackDataLength.raw) {
    return `must be a string of at most ${maxCallbackDataLength.raw} characters`;
  }
  return value.startsWith(prefix)
    ? `must not begin with "${prefix}", by which the library knows its own correlation ids in status webhooks`
    : undefined;
}

/** The contents of a status webhook's `biz_opaque_callback_data`. */
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

/** Splits a value that {@link encodeCallbackData} joined; any other value is returned whole as the caller's. */
export function decodeCallbackData(value: string | undefined): CallbackData {
  if (value === undefined) return {};
  if (!value.startsWith(prefix)) return { callbackData: value };
  const end = value.indexOf(':', prefix.length);
  return end === -1
    ? { correlationId: value.slice(prefix.length) }
    : { correlationId: value.slice(prefix.length, end), callbackData: value.slice(end + 1) };
}
