import { RequestNotSentError, WhatsAppError } from '../errors/index.js';
import { cancellable } from './cancellable.js';
import { cleanedCause } from './cleaned-cause.js';
import type { GraphCaller } from './graph-caller.js';

/**
 * The token that an account calls with.
 *
 * @throws RequestNotSentError where its provider fails; SendCancelledError where the signal aborts first
 */
export async function accessTokenOf(
  caller: GraphCaller,
  signal: AbortSignal | undefined,
  attempts: number,
): Promise<string> {
  try {
    return await cancellable(() => caller.accessToken(), signal, attempts - 1 || undefined);
  } catch (error) {
    if (error instanceof WhatsAppError) throw error;
    throw new RequestNotSentError(`the access token of account "${caller.name}" could not be obtained`, {
      cause: cleanedCause(error),
      attempts,
      advice: 'Nothing was sent. Check the AccessTokenProvider.',
    });
  }
}
