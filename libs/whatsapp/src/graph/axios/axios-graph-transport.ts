import { Readable } from 'node:stream';
import { Injectable, Logger } from '@nestjs/common';
import axios, {
  isAxiosError,
  isCancel,
  type AxiosResponse,
  type AxiosStatic,
  type CancelToken,
  type InternalAxiosRequestConfig,
} from 'axios';
import { firstValueFrom } from 'rxjs';
import { AxiosAttempt, attemptOf, type TrackedAxiosConfig } from './axios-attempt.js';
import { cleanedCause, GraphTransportError } from '../transport/graph-transport.error.js';
import {
  GraphTransport,
  type GraphRequest,
  type GraphResponse,
  type GraphStream,
} from '../transport/graph-transport.js';
import { textHeaders } from '../transport/answer-text.js';
import { WhatsAppHttpService } from './whatsapp-http.service.js';

/**
 * Sends requests over `HttpService` of `@nestjs/axios`, so that interceptors, proxies and the other settings of axios work,
 * and over connections of undici. It is the default transport. What an interceptor throws or changes never changes what is
 * known of the outcome: an answer that Meta gave counts, and a call is called not sent only where that is certain.
 *
 * @publicApi
 */
@Injectable()
export class AxiosGraphTransport extends GraphTransport {
  readonly #logger = new Logger(AxiosGraphTransport.name);

  // HttpService makes one for each request and cancels it at the end, which is a third of a request's cost. Ours is never
  // cancelled: the caller's signal stops a request.
  readonly #cancelToken = neverCancelled(axios);

  // Private at run time too: its defaults may hold the password of a proxy.
  readonly #http: WhatsAppHttpService;

  constructor(http: WhatsAppHttpService) {
    super();
    this.#http = http;
  }

  async request(request: GraphRequest): Promise<GraphResponse> {
    const attempt = new AxiosAttempt();
    const config = this.#configOf(request, attempt, 'text');
    try {
      return toGraphResponse(await firstValueFrom(this.#http.request<unknown>(config)), attempt);
    } catch (error) {
      if (attempt.answer === undefined) {
        throw failureOf(error, attempt);
      }
      this.#logger.warn(
        `An axios interceptor threw ${error instanceof Error ? error.name : 'a value'} after Meta had answered; the answer counts`,
      );
      return attempt.answer;
    }
  }

  override async open(request: GraphRequest): Promise<GraphStream> {
    const attempt = new AxiosAttempt();
    const config = this.#configOf(request, attempt, 'stream');
    let response: AxiosResponse<unknown> | undefined;
    try {
      response = await firstValueFrom(this.#http.request<unknown>(config));
    } catch (error) {
      throw failureOf(error, attempt);
    }
    const { status, headers, data } = response;
    if (!(data instanceof Readable)) throw noHttpAnswer();
    data.once('error', takeRequestOff);
    return { status, headers: textHeaders(headers), body: data };
  }

  #configOf(
    { method, url, headers, body, signal }: GraphRequest,
    attempt: AxiosAttempt,
    responseType: 'text' | 'stream',
  ): TrackedAxiosConfig {
    if (signal?.aborted) {
      throw new GraphTransportError('aborted', false, { cause: signal.reason });
    }
    return {
      method,
      url,
      headers,
      data: body,
      signal,
      cancelToken: this.#cancelToken,
      graphAttempt: attempt,
      maxRedirects: 0,
      responseType,
      transformRequest: [markDispatched],
      transformResponse: [],
      validateStatus: acceptEveryStatus,
    };
  }
}

function neverCancelled({ CancelToken }: AxiosStatic): CancelToken {
  return CancelToken.source().token;
}

/** Marks that the adapter comes next: axios calls this last, so whoever throws before is an interceptor. */
function markDispatched(this: InternalAxiosRequestConfig, data: unknown): unknown {
  const attempt = attemptOf(this);
  if (attempt) attempt.dispatched = true;
  return data;
}

/** Removes the request, which has the token, from the error with which a stream of axios ends. */
function takeRequestOff(error: unknown): void {
  if (!isAxiosError(error)) return;
  delete error.config;
  delete error.request;
  delete error.response;
}

function acceptEveryStatus(): boolean {
  return true;
}

/** Reads the answer that the interceptors return; where that is no HTTP answer with text any more, the answer itself. */
function toGraphResponse(
  response: AxiosResponse<unknown> | undefined,
  { answer }: AxiosAttempt,
): GraphResponse {
  const { status, data, headers } = response ?? {};
  if (answer !== undefined && (data === answer.body ? status === answer.status : typeof data !== 'string')) {
    return answer;
  }
  if (typeof status === 'number' && typeof data === 'string') {
    return { status, body: data, headers: answer?.headers ?? textHeaders(headers) };
  }
  throw noHttpAnswer();
}

function noHttpAnswer(): GraphTransportError {
  return new GraphTransportError('other', true, {
    cause: new Error('An axios interceptor or adapter gave no HTTP answer'),
  });
}

function failureOf(error: unknown, attempt: AxiosAttempt): GraphTransportError {
  if (attempt.failure) return attempt.failure;
  if (error instanceof GraphTransportError) return error;
  const cause = cleanedCause(error);
  if (isCancel(error)) {
    return new GraphTransportError('aborted', attempt.dispatched, { cause });
  }
  // An adapter that is not ours and failed; or, if a network error comes from an attempt that was never seen being
  // dispatched, an interceptor that made a config of its own: in both cases a request may have been written.
  return new GraphTransportError('other', attempt.dispatched || isAxiosError(error), { cause });
}
