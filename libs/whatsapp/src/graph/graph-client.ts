import { Readable } from 'node:stream';
import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '../common/index.js';
import { WHATSAPP_RESOLVED_OPTIONS, type ResolvedWhatsAppOptions } from '../config/index.js';
import {
  createGraphError,
  GraphApiError,
  GraphCallFailedError,
  RequestNotSentError,
  SendCancelledError,
  SendOutcomeUnknownError,
  WhatsAppError,
} from '../errors/index.js';
import type {
  GraphCallOptions,
  GraphOpenOptions,
  GraphPostOptions,
  GraphQuery,
  GraphReadOptions,
  GraphStreamBody,
} from './graph-call-options.js';
import type { GraphCaller } from './graph-caller.js';
import { GraphCredentialsCache } from './graph-credentials.js';
import { GraphTransportError } from './graph-transport.error.js';
import {
  GraphTransport,
  type GraphRequest,
  type GraphResponse,
  type GraphStream,
} from './graph-transport.js';
import { readRefusal } from './read-refusal.js';
import { redactAccessTokens } from './redact-access-tokens.js';
import { retryCall } from './retry-loop.js';
import { RetryPolicy } from './retry-policy.js';
import { TokenHosts } from './token-hosts.js';

/** One call, whatever its method. */
interface Call<T> {
  readonly caller: GraphCaller;
  readonly method: GraphRequest['method'];
  readonly path: string;
  readonly body?: string | Uint8Array | GraphStreamBody;
  readonly contentType?: string;
  readonly query?: GraphQuery;
  readonly signal?: AbortSignal;
  readonly correlationId?: string;
  readonly repeatable: boolean;
  readonly onRejected?: (error: GraphApiError) => void;
  readonly accept: (answer: unknown) => T | undefined;
}

/**
 * Calls the Graph API for an account: URL, credentials, retries, and what the answer means.
 *
 * An outcome is one of three: *accepted* (a 2xx answer that `accept` takes), *rejected* (Meta answered with an error
 * object, or the request provably never left) or *unknown* (everything else). Only a rejected call is made again, and
 * only where the retry policy lets it; one that is safe to repeat also after an unknown outcome.
 *
 * @publicApi
 */
@Injectable()
export class GraphClient {
  readonly #baseUrl: string;
  readonly #credentials = new GraphCredentialsCache();
  readonly #tokenHosts: TokenHosts;

  constructor(
    @Inject(WHATSAPP_RESOLVED_OPTIONS)
    options: { readonly graph: Pick<ResolvedWhatsAppOptions['graph'], 'baseUrl' | 'version'> },
    private readonly transport: GraphTransport,
    private readonly policy: RetryPolicy,
    private readonly clock: Clock,
  ) {
    this.#tokenHosts = new TokenHosts(options.graph.baseUrl);
    this.#baseUrl = `${options.graph.baseUrl.replace(/\/+$/, '')}/${options.graph.version}/`;
  }

  /**
   * Reads `path` (relative to the Graph version, e.g. `1234/phone_numbers`; encode ids that are not yours). Without `accept`
   * any JSON object or array is an answer, as `unknown`.
   *
   * @throws GraphApiError, RequestNotSentError, GraphCallFailedError, SendCancelledError
   */
  get<T>(caller: GraphCaller, path: string, options: GraphReadOptions<T>): Promise<T>;
  get(caller: GraphCaller, path: string, options?: GraphCallOptions): Promise<unknown>;
  get(caller: GraphCaller, path: string, options: Partial<GraphReadOptions<unknown>> = {}): Promise<unknown> {
    const { accept = acceptJson } = options;
    return this.#call({ caller, method: 'GET', path, repeatable: true, ...options, accept });
  }

  /**
   * Posts a body that is serialised already, or a stream that is opened anew for each attempt.
   *
   * @throws GraphApiError, RequestNotSentError, SendOutcomeUnknownError (`GraphCallFailedError` where repeatable),
   *   SendCancelledError
   */
  post<T>(
    caller: GraphCaller,
    path: string,
    body: string | Uint8Array | GraphStreamBody,
    options: GraphPostOptions<T>,
  ): Promise<T> {
    return this.#call({ caller, method: 'POST', path, body, repeatable: false, ...options });
  }

  /**
   * Deletes what `path` names; safe to repeat.
   *
   * @throws GraphApiError, RequestNotSentError, GraphCallFailedError, SendCancelledError
   */
  delete<T>(caller: GraphCaller, path: string, options: GraphReadOptions<T>): Promise<T>;
  delete(caller: GraphCaller, path: string, options?: GraphCallOptions): Promise<unknown>;
  delete(
    caller: GraphCaller,
    path: string,
    options: Partial<GraphReadOptions<unknown>> = {},
  ): Promise<unknown> {
    const { accept = acceptJson } = options;
    return this.#call({ caller, method: 'DELETE', path, repeatable: true, ...options, accept });
  }

  /**
   * Opens an absolute address that Meta gave (a media file's) with the account's token, and gives its answer as a stream once it
   * has begun with a 2xx status. The token goes to Meta's own hosts and the one of `graph.baseUrl` only.
   *
   * @throws WhatsAppValidationError where the address is another host's; nothing was called
   * @throws GraphApiError, RequestNotSentError, GraphCallFailedError, SendCancelledError
   */
  open(caller: GraphCaller, url: string, options: GraphOpenOptions = {}): Promise<GraphStream> {
    const { policy, clock } = this;
    return retryCall((attempts) => this.#open(caller, url, options, attempts), {
      policy,
      clock,
      signal: options.signal,
    });
  }

  #call<T>(call: Call<T>): Promise<T> {
    const { policy, clock } = this;
    return retryCall((attempts) => this.#attempt(call, attempts), { policy, clock, signal: call.signal });
  }

  async #open(
    caller: GraphCaller,
    url: string,
    { headers, signal }: GraphOpenOptions,
    attempts: number,
  ): Promise<GraphStream> {
    this.#tokenHosts.check(url);
    const token = await accessTokenOf(caller, attempts);
    const { authorization, 'user-agent': agent } = this.#credentials.of(token, undefined).headers;
    let answer: GraphStream;
    try {
      answer = await this.transport.open({
        method: 'GET',
        url,
        headers: {
          accept: '*/*',
          'accept-encoding': 'identity',
          authorization,
          'user-agent': agent,
          ...headers,
        },
        signal,
      });
    } catch (error) {
      throw noAnswer({ repeatable: true }, error, attempts);
    }
    if (answer.status >= 200 && answer.status < 300) return answer;
    const body = await readRefusal(answer.body);
    return readAnswer<GraphStream>(
      { repeatable: true, accept: () => undefined },
      { ...answer, body },
      token,
      attempts,
    );
  }

  async #attempt<T>(call: Call<T>, attempts: number): Promise<T> {
    const { caller, signal } = call;
    if (signal?.aborted) {
      throw new SendCancelledError({ cause: signal.reason, attempts: attempts - 1 || undefined });
    }
    const token = await accessTokenOf(caller, attempts);
    const request = this.#toRequest(call, token);
    let response: GraphResponse;
    try {
      response = await this.transport.request(request);
    } catch (error) {
      throw noAnswer(call, error, attempts);
    } finally {
      // Whatever the transport read of it, nobody reads the rest.
      if (request.body instanceof Readable) request.body.destroy();
    }
    try {
      return readAnswer(call, response, token, attempts);
    } catch (error) {
      if (error instanceof GraphApiError) call.onRejected?.(error);
      throw error;
    }
  }

  #toRequest(call: Call<unknown>, token: string): GraphRequest {
    const { method, path, body, contentType, query, signal } = call;
    const credentials = this.#credentials.of(token, call.caller.appSecret);
    return {
      method,
      url: this.#baseUrl + path + queryString(query, credentials.proofQuery),
      headers:
        body === undefined
          ? credentials.headers
          : contentType === undefined
            ? credentials.jsonHeaders
            : { ...credentials.headers, 'content-type': contentType, ...lengthOf(body) },
      body: isStreamed(body) ? body.open() : body,
      signal,
    };
  }
}

function isStreamed(body: Call<unknown>['body']): body is GraphStreamBody {
  return typeof body === 'object' && 'open' in body;
}

/** Strings and byte arrays tell their length themselves. */
function lengthOf(body: NonNullable<Call<unknown>['body']>): { 'content-length'?: string } {
  return isStreamed(body) ? { 'content-length': String(body.contentLength) } : {};
}

async function accessTokenOf(caller: GraphCaller, attempts: number): Promise<string> {
  try {
    return await caller.accessToken();
  } catch (error) {
    if (error instanceof WhatsAppError) throw error;
    throw new RequestNotSentError(`the access token of account "${caller.name}" could not be obtained`, {
      cause: error,
      attempts,
      advice: 'Nothing was sent. Check the AccessTokenProvider.',
    });
  }
}

function queryString(query: GraphQuery | undefined, proofQuery: string): string {
  if (query === undefined) {
    return proofQuery && `?${proofQuery}`;
  }
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) parameters.set(name, String(value));
  }
  const all = [parameters.toString(), proofQuery].filter(Boolean).join('&');
  return all && `?${all}`;
}

/** What it means that the transport brought no complete answer. */
function noAnswer(
  call: Pick<Call<unknown>, 'repeatable' | 'correlationId'>,
  error: unknown,
  attempts: number,
): WhatsAppError {
  // A transport that throws anything else has not proved that nothing left.
  const failure = error instanceof GraphTransportError ? error.failure : 'other';
  const requestStarted = error instanceof GraphTransportError ? error.requestStarted : true;
  const context = { cause: error, attempts };

  if (!requestStarted) {
    return failure === 'aborted'
      ? new SendCancelledError(context)
      : new RequestNotSentError(failure, { ...context, retryable: failure !== 'other' });
  }
  return call.repeatable
    ? new GraphCallFailedError(failure, { ...context, retryable: failure !== 'aborted' })
    : new SendOutcomeUnknownError(failure, { ...context, correlationId: call.correlationId });
}

/** What a complete HTTP answer means. */
function readAnswer<T>(
  call: Pick<Call<T>, 'repeatable' | 'correlationId' | 'accept'>,
  response: GraphResponse,
  token: string,
  attempts: number,
): T {
  const { status, headers } = response;
  const isSuccess = status >= 200 && status < 300;
  const body = parseJson(response.body);
  let cause: unknown;
  if (isSuccess) {
    try {
      const accepted = call.accept(body);
      if (accepted !== undefined) return accepted;
    } catch (error) {
      // The answer was good enough for HTTP: that our reading of it failed does not mean that nothing was sent.
      cause = error;
    }
  }

  const cleaned = redactAccessTokens(response.body, token);
  const refusal = createGraphError({
    status,
    headers,
    body: cleaned === response.body ? body : parseJson(cleaned),
    attempts,
  });
  if (refusal !== undefined) {
    throw refusal;
  }
  const reason = isSuccess ? 'the answer is not the expected one' : 'the answer is not from the Graph API';
  const context = { cause, attempts, httpStatus: status };
  throw call.repeatable
    ? new GraphCallFailedError(reason, {
        ...context,
        retryable: isSuccess || status === 429 || status >= 500,
      })
    : new SendOutcomeUnknownError(reason, { ...context, correlationId: call.correlationId });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function acceptJson(answer: unknown): unknown {
  return typeof answer === 'object' && answer !== null ? answer : undefined;
}
