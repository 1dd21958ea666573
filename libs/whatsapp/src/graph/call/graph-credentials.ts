import { createHmac } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { RequestNotSentError, WhatsAppError } from '../../errors/index.js';
import { cleanedCause } from '../transport/graph-transport.error.js';
import { cancellable } from './cancellation.js';
import type { GraphCaller } from './graph-call.js';

/** The credentials of a call with one access token. */
export interface GraphCredentials {
  readonly headers: Readonly<Record<'accept' | 'authorization' | 'user-agent', string>>;
  readonly jsonHeaders: Readonly<Record<string, string>>;
  /** `appsecret_proof=…`, or empty without an app secret. */
  readonly proofQuery: string;
  /** The secrets that no error may show: the token, the app secret and the proof. */
  readonly secrets: readonly string[];
}

const USER_AGENT = 'nestjs-whatsapp';

/**
 * Keeps the headers and the `appsecret_proof` (HMAC-SHA256 of the token with the app secret, in hex) of the tokens in
 * use, since an HMAC for each message would cost more than the rest of the call's headers. Holds at most `capacity`
 * tokens: the one that was not used for longest goes first.
 */
export class GraphCredentialsCache {
  readonly #made: LRUCache<string, GraphCredentials>;

  constructor(capacity = 1000) {
    this.#made = new LRUCache({ max: capacity });
  }

  get size(): number {
    return this.#made.size;
  }

  of(accessToken: string, appSecret: string | undefined): GraphCredentials {
    const key = appSecret === undefined ? accessToken : `${accessToken}\n${appSecret}`;
    const known = this.#made.get(key);
    if (known !== undefined) return known;
    const made = makeCredentials(accessToken, appSecret);
    this.#made.set(key, made);
    return made;
  }
}

/**
 * Asks for the token that an account calls with.
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

function makeCredentials(accessToken: string, appSecret: string | undefined): GraphCredentials {
  const headers = {
    accept: 'application/json',
    authorization: `Bearer ${accessToken}`,
    'user-agent': USER_AGENT,
  };
  const proof =
    appSecret === undefined ? '' : createHmac('sha256', appSecret).update(accessToken).digest('hex');
  return {
    headers: Object.freeze(headers),
    jsonHeaders: Object.freeze({ ...headers, 'content-type': 'application/json' }),
    proofQuery: proof && `appsecret_proof=${proof}`,
    secrets: appSecret === undefined ? [accessToken] : [accessToken, appSecret, proof],
  };
}
