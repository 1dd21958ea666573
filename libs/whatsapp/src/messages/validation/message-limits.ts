import type { CallbackDataMode } from '../dto/shared/callback-data.js';

/**
 * Limits of our own on what may be sent; the token that the module provides them under.
 *
 * @publicApi
 */
export abstract class MessageLimits {
  /** Bytes of JSON that one message may have. @default 262144 */
  abstract readonly maxBodyBytes: number;
  /** Whether the correlation id goes with the caller's `biz_opaque_callback_data`. @default 'correlated' */
  abstract readonly callbackData?: CallbackDataMode;
}

/** The limits where the options set none. */
export const defaultMessageLimits: MessageLimits = { maxBodyBytes: 262_144 };

/** The deepest that a message may nest: the message itself is level 1. */
export const MAX_DEPTH = 32;
