import { Readable } from 'node:stream';
import { Inject, Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { Clock } from '../common/index.js';
import { WHATSAPP_RESOLVED_OPTIONS, type ResolvedWhatsAppOptions } from '../config/internal.js';
import { GraphApiError, SendCancelledError, WhatsAppError } from '../errors/index.js';
import { framesOfError, nameOfError } from '../observability/internal.js';
import { accessTokenOf, GraphCredentialsCache } from './call/graph-credentials.js';
import type {
  GraphCall,
  GraphCaller,
  GraphCallOptions,
  GraphOpenOptions,
  GraphPostOptions,
  GraphReadOptions,
  GraphStreamBody,
} from './call/graph-call.js';
import { graphPathProblem, TokenHosts } from './call/graph-address.js';
import { assertGraphStream, type CallMade, noAnswer, readAnswer, readRefusal } from './call/graph-outcome.js';
import { GraphTransport, type GraphResponse, type GraphStream } from './transport/graph-transport.js';
import { retryCall } from './retry/retry-loop.js';
import { RetryPolicy } from './retry/retry-policy.js';
import { shuttingDown } from './call/cancellation.js';
import { toGraphRequest } from './call/graph-request.js';

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
export class GraphClient implements OnApplicationShutdown {
  readonly #logger = new Logger(GraphClient.name);
  readonly #baseUrl: string;
  readonly #credentials = new GraphCredentialsCache();
  readonly #tokenHosts: TokenHosts;
  // Private at run time too: what they hold (tokens, passwords of proxies) must not show where a service is logged.
  readonly #transport: GraphTransport;
  readonly #policy: RetryPolicy;
  readonly #clock: Clock;
  readonly #onUnknownErrors: 'retry' | 'unknown' | undefined;
  readonly #closing = new AbortController();

  constructor(
    @Inject(WHATSAPP_RESOLVED_OPTIONS)
    options: {
      readonly graph: Pick<ResolvedWhatsAppOptions['graph'], 'baseUrl' | 'version'>;
      readonly retry?: Pick<ResolvedWhatsAppOptions['retry'], 'onUnknownErrors'>;
    },
    transport: GraphTransport,
    policy: RetryPolicy,
    clock: Clock,
  ) {
    this.#transport = transport;
    this.#policy = policy;
    this.#clock = clock;
    this.#onUnknownErrors = options.retry?.onUnknownErrors;
    this.#tokenHosts = new TokenHosts(options.graph.baseUrl);
    this.#baseUrl = `${options.graph.baseUrl.replace(/\/+$/, '')}/${options.graph.version}/`;
  }

  /**
   * Reads `path` (relative to the Graph version, e.g. `1234/phone_numbers`; encode ids that are not yours). Without `accept`
   * any JSON object or array is an answer, as `unknown`.
   *
   * @throws WhatsAppValidationError where a part of the path is empty, `.` or `..`; nothing was called
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
    return this.#retry((attempts) => this.#open(caller, url, options, attempts), { signal: options.signal });
  }

  /** Ends calls that wait for another attempt, and makes no new ones; requests under way go on. */
  onApplicationShutdown(): void {
    this.#closing.abort();
  }

  #call<T>(call: GraphCall<T>): Promise<T> {
    const problem = graphPathProblem(call.path);
    if (problem) return Promise.reject(problem);
    if (call.retry === false) return this.#attempt(call, 1);
    return this.#retry((attempts) => this.#attempt(call, attempts), call);
  }

  #retry<T>(
    call: (attempts: number) => Promise<T>,
    { signal, tracker, onRetryWait }: Pick<GraphCall<T>, 'signal' | 'tracker' | 'onRetryWait'>,
  ): Promise<T> {
    const closing = this.#closing.signal;
    const policy = this.#policy;
    return retryCall(call, { policy, clock: this.#clock, signal, closing, tracker, onRetryWait });
  }

  #assertGoingOn(attempts: number): void {
    if (this.#closing.signal.aborted) throw shuttingDown({ attempts: attempts - 1 || undefined });
  }

  async #open(
    caller: GraphCaller,
    url: string,
    { headers, signal }: GraphOpenOptions,
    attempts: number,
  ): Promise<GraphStream> {
    this.#tokenHosts.check(url);
    this.#assertGoingOn(attempts);
    const token = await accessTokenOf(caller, signal, attempts);
    const { headers: ownHeaders, secrets } = this.#credentials.of(token, undefined);
    const made: CallMade = { repeatable: true, signal, caller, url, secrets, attempts };
    const { authorization, 'user-agent': agent } = ownHeaders;
    let answer: GraphStream;
    try {
      answer = await this.#transport.open({
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
      throw noAnswer(made, error);
    }
    assertGraphStream(made, answer);
    if (answer.status >= 200 && answer.status < 300) return answer;
    const body = await readRefusal(answer.body);
    return readAnswer<GraphStream>(made, { ...answer, body }, () => undefined);
  }

  async #attempt<T>(call: GraphCall<T>, attempts: number): Promise<T> {
    if (attempts > 1) await call.beforeRetry?.();
    let answer: T | undefined;
    try {
      answer = await this.#exchange(call, attempts);
      return answer;
    } finally {
      call.onAttemptEnded?.(answer);
    }
  }

  async #exchange<T>(call: GraphCall<T>, attempts: number): Promise<T> {
    const { caller, signal, tracker } = call;
    if (signal?.aborted) {
      throw new SendCancelledError({ cause: signal.reason, attempts: attempts - 1 || undefined });
    }
    this.#assertGoingOn(attempts);
    const token = await accessTokenOf(caller, signal, attempts);
    tracker?.beforeRequest();
    const credentials = this.#credentials.of(token, caller.appSecret);
    const request = toGraphRequest(call, this.#baseUrl, token, credentials);
    const { body, correlationId, path, repeatable } = call;
    const made: CallMade = {
      repeatable,
      correlationId,
      signal,
      caller,
      path,
      url: request.url,
      body,
      secrets: credentials.secrets,
      attempts,
      onUnknownErrors: this.#onUnknownErrors,
    };
    let response: GraphResponse;
    tracker?.waiting();
    try {
      response = await this.#transport.request(request);
    } catch (error) {
      throw noAnswer(made, error);
    } finally {
      tracker?.resumed();
      // Whatever the transport read of it, nobody reads the rest.
      if (request.body instanceof Readable) request.body.destroy();
    }
    try {
      return readAnswer(made, response, call.accept);
    } catch (error) {
      if (error instanceof GraphApiError) await this.#tellRejected(call, error);
      // Whatever else went wrong, the request is out.
      throw error instanceof WhatsAppError ? error : noAnswer(made, error);
    }
  }

  /** Calls the caller's listener for a refused attempt. What it throws must not take the place of Meta's error. */
  async #tellRejected(
    { onRejected }: Pick<GraphCall<unknown>, 'onRejected'>,
    refusal: GraphApiError,
  ): Promise<void> {
    try {
      await onRejected?.(refusal);
    } catch (error) {
      this.#logger.error(
        `The call's onRejected threw ${nameOfError(error)}; Meta's error ${refusal.graphCode} counts`,
        framesOfError(error),
      );
    }
  }
}

function acceptJson(answer: unknown): unknown {
  return typeof answer === 'object' && answer !== null ? answer : undefined;
}
