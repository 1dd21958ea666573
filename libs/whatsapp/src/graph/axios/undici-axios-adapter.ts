import { finished, Readable } from 'node:stream';
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
import { onAbort } from '../../common/internal.js';
import { codeOf, GraphTransportError } from '../transport/graph-transport.error.js';
import type { GraphResponse, GraphStream } from '../transport/graph-transport.js';
import { StreamExchange } from '../undici/stream-exchange.js';
import { TextExchange } from '../undici/text-exchange.js';
import type { ExchangeRequest, UndiciExchange } from '../undici/undici-exchange.js';
import { attemptOf } from './axios-attempt.js';
import { needsHttpAdapter, withTracking, type ProxyEnvironment } from './axios-http-adapter.js';

/** The settings of the adapter besides the address. */
export interface UndiciAxiosAdapterOptions {
  readonly proxies: ProxyEnvironment;
  /** The time limit of a request that goes through axios's own adapter and has none; milliseconds. */
  readonly timeoutMs: number;
}

/**
 * Makes an axios adapter over undici's connection pool, at less than half the cost of axios's own. What undici would lose
 * (proxies, agents, progress, …) is left to axios's own HTTP adapter.
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
  const exchange =
    config.responseType === 'stream' ? new StreamExchange() : new TextExchange(maxBytesOf(config));
  const answering = exchange.send(dispatcher, toRequest(config));
  const stopListening = listen(config, exchange);
  let isRead = true;
  // A stream may take longer: undici limits the time between two of its pieces.
  const timer = config.timeout
    ? setTimeout(() => exchange.abort(undefined, 'headers-timeout'), config.timeout)
    : undefined;
  try {
    const answer = await answering;
    if (answer.body instanceof Readable) {
      isRead = false;
      finished(answer.body, stopListening);
    } else if (isText(answer)) attempt?.succeed(answer);
    return settle(config, answer);
  } catch (error) {
    if (!(error instanceof GraphTransportError)) throw error;
    attempt?.fail(error);
    throw toAxiosError(error, config);
  } finally {
    clearTimeout(timer);
    if (isRead) stopListening();
  }
}

function isText(answer: GraphResponse | GraphStream): answer is GraphResponse {
  return typeof answer.body === 'string';
}

/** Stops the exchange where the signal or the cancel token of the config says so. */
function listen(
  { signal, cancelToken }: InternalAxiosRequestConfig,
  exchange: Pick<UndiciExchange<unknown>, 'abort'>,
): () => void {
  const abort = (): void => exchange.abort(undefined);
  const removeListener = signal && onAbort(signal, abort);
  const token = cancelToken as SubscribableCancelToken | undefined;
  token?.subscribe?.(abort);
  return () => {
    removeListener?.();
    token?.unsubscribe?.(abort);
  };
}

/** axios's own adapters use these two; its type declarations leave them out. */
interface SubscribableCancelToken {
  subscribe?(listener: () => void): void;
  unsubscribe?(listener: () => void): void;
}

function maxBytesOf({ maxContentLength = -1 }: InternalAxiosRequestConfig): number | undefined {
  return maxContentLength > -1 ? maxContentLength : undefined;
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

function settle(
  config: InternalAxiosRequestConfig,
  { status, headers, body: data }: GraphResponse | GraphStream,
): AxiosResponse {
  const response = { data, status, statusText: '', headers: new AxiosHeaders(headers), config };
  const { validateStatus } = config;
  if (!validateStatus || validateStatus(status)) return response;
  throw new AxiosError(
    `Request failed with status code ${status}`,
    status < 500 ? AxiosError.ERR_BAD_REQUEST : AxiosError.ERR_BAD_RESPONSE,
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
