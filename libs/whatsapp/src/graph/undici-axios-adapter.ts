import { Readable } from 'node:stream';
import axios, {
  AxiosError,
  AxiosHeaders,
  CanceledError,
  getAdapter,
  type AxiosAdapter,
  type AxiosResponse,
  type InternalAxiosRequestConfig,
} from 'axios';
import type { Dispatcher } from 'undici';
import { onAbort } from '../common/internal.js';
import { attemptOf } from './axios-attempt.js';
import { GraphTransportError } from './graph-transport.error.js';
import { needsHttpAdapter, type ProxyEnvironment } from './needs-http-adapter.js';
import { UndiciExchange, type ExchangeRequest } from './undici-exchange.js';
import { withTracking } from './http-adapter-tracking.js';

/** What the adapter needs to know besides where to send. */
export interface UndiciAxiosAdapterOptions {
  readonly proxies: ProxyEnvironment;
  /** The time limit of a request that goes through axios's own adapter and has none; milliseconds. */
  readonly timeoutMs: number;
}

/**
 * An axios adapter over undici's connection pool, at less than half the cost of axios's own. What undici would lose
 * (proxies, agents, streamed answers, …) is left to axios's own HTTP adapter.
 */
export function createUndiciAxiosAdapter(
  dispatcher: Dispatcher,
  { proxies, timeoutMs }: UndiciAxiosAdapterOptions,
): AxiosAdapter {
  const httpAdapter = withTracking(getAdapter('http'), timeoutMs);
  return (config) =>
    needsHttpAdapter(config, proxies) ? httpAdapter(config) : viaUndici(dispatcher, config);
}

async function viaUndici(dispatcher: Dispatcher, config: InternalAxiosRequestConfig): Promise<AxiosResponse> {
  const attempt = attemptOf(config);
  const { maxContentLength = -1 } = config;
  const exchange = new UndiciExchange(
    dispatcher,
    toRequest(config),
    maxContentLength > -1 ? maxContentLength : undefined,
  );
  const stopWatching = watch(config, exchange);
  try {
    const answer = await exchange.answer;
    attempt?.succeed(answer);
    return settle(config, {
      data: answer.body,
      status: answer.status,
      statusText: '',
      headers: new AxiosHeaders(answer.headers),
      config,
    });
  } catch (error) {
    if (!(error instanceof GraphTransportError)) throw error;
    attempt?.fail(error);
    throw toAxiosError(error, config);
  } finally {
    stopWatching();
  }
}

function toRequest(config: InternalAxiosRequestConfig): ExchangeRequest {
  const { baseURL, params, url = '', method = 'get', headers } = config;
  const data: unknown = config.data;
  return {
    method: method.toUpperCase(),
    url: baseURL === undefined && params === undefined ? url : axios.getUri(config),
    headers: headers.toJSON(true),
    body:
      typeof data === 'string' || data instanceof Uint8Array || data instanceof Readable ? data : undefined,
  };
}

/** Ends the exchange where the signal, the cancel token or the time limit of the config says so. */
function watch(
  { signal, cancelToken, timeout }: InternalAxiosRequestConfig,
  exchange: UndiciExchange,
): () => void {
  const abort = (): void => exchange.abort(undefined);
  const letGo = signal && onAbort(signal, abort);
  const token = cancelToken as SubscribableCancelToken | undefined;
  token?.subscribe?.(abort);
  const timer = timeout ? setTimeout(() => exchange.abort(undefined, 'headers-timeout'), timeout) : undefined;
  return () => {
    letGo?.();
    token?.unsubscribe?.(abort);
    clearTimeout(timer);
  };
}

/** axios's own adapters use these two; its type declarations leave them out. */
interface SubscribableCancelToken {
  subscribe?(listener: () => void): void;
  unsubscribe?(listener: () => void): void;
}

function settle(config: InternalAxiosRequestConfig, response: AxiosResponse): AxiosResponse {
  const { validateStatus } = config;
  if (!validateStatus || validateStatus(response.status)) return response;
  throw new AxiosError(
    `Request failed with status code ${response.status}`,
    response.status < 500 ? AxiosError.ERR_BAD_REQUEST : AxiosError.ERR_BAD_RESPONSE,
    config,
    undefined,
    response,
  );
}

function toAxiosError(error: GraphTransportError, config: InternalAxiosRequestConfig): Error {
  if (error.failure === 'aborted') {
    return new CanceledError(undefined, config);
  }
  const code = error.failure.endsWith('timeout') ? AxiosError.ECONNABORTED : AxiosError.ERR_NETWORK;
  return AxiosError.from(error, codeOf(error.cause) ?? code, config);
}

function codeOf(cause: unknown): string | undefined {
  return cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : undefined;
}
