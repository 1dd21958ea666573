import { finished, Readable } from 'node:stream';
import {
  AxiosError,
  isAxiosError,
  isCancel,
  type AxiosAdapter,
  type AxiosResponse,
  type InternalAxiosRequestConfig,
} from 'axios';
import { relayed } from '../../common/internal.js';
import { textHeaders } from '../transport/answer-text.js';
import {
  cleanedCause,
  codeOf,
  GraphTransportError,
  toTransportError,
} from '../transport/graph-transport.error.js';
import { attemptOf, type AxiosAttempt } from './axios-attempt.js';

/** The schemes for which the environment names a proxy. */
export interface ProxyEnvironment {
  readonly http: boolean;
  readonly https: boolean;
}

/** Settings of axios that only its own HTTP adapter carries out. */
const HTTP_ADAPTER_SETTINGS = [
  'auth',
  'beforeRedirect',
  'family',
  'http2Options',
  'httpAgent',
  'httpVersion',
  'httpsAgent',
  'insecureHTTPParser',
  'lookup',
  'maxRate',
  'onDownloadProgress',
  'onUploadProgress',
  'responseEncoding',
  'socketPath',
  'transport',
] as const satisfies (keyof InternalAxiosRequestConfig)[];

/**
 * The codes with which axios's own adapter fails before a byte of the request is written, with or without a proxy. All
 * others may come later too (a reset in the TLS handshake and one after the request look the same): in doubt it started.
 */
const CODES_BEFORE_START: ReadonlySet<string | undefined> = new Set([
  'ENOTFOUND',
  'EAI_AGAIN',
  'ECONNREFUSED',
]);

/** Reads `http_proxy`, `https_proxy` and `all_proxy`, in either case. */
export function readProxyEnvironment(env: NodeJS.ProcessEnv): ProxyEnvironment {
  const has = (name: string): boolean => Boolean(env[name] || env[name.toUpperCase()]);
  const all = has('all_proxy');
  return { http: all || has('http_proxy'), https: all || has('https_proxy') };
}

/** Whether a request has something that would be lost over undici. */
export function needsHttpAdapter(config: InternalAxiosRequestConfig, proxies: ProxyEnvironment): boolean {
  // Which hosts `no_proxy` spares is axios's own business: where a proxy is named at all, it decides.
  const mayUseProxy = config.proxy !== false && (isHttps(config) ? proxies.https : proxies.http);
  return (
    mayUseProxy ||
    Boolean(config.proxy) ||
    HTTP_ADAPTER_SETTINGS.some((setting) => config[setting] !== undefined && config[setting] !== null) ||
    (config.maxRedirects ?? 0) > 0 ||
    (config.maxBodyLength ?? -1) > -1 ||
    config.decompress === false ||
    !isReadable(config) ||
    !isSendable(config.data)
  );
}

/** Makes axios's own HTTP adapter record what happened to a call, and never wait without a limit. */
export function withTracking(adapter: AxiosAdapter, timeoutMs: number): AxiosAdapter {
  return async (config) => {
    const attempt = attemptOf(config);
    // axios listens to it, and so may any number of other requests.
    const stop = config.signal && relayed(config.signal);
    const signal = stop?.signal;
    let isRead = true;
    try {
      const response = await adapter({ ...config, signal, timeout: config.timeout || timeoutMs });
      if (stop && response.data instanceof Readable) {
        isRead = false;
        finished(response.data, stop.letGo);
      }
      remember(attempt, response);
      return response;
    } catch (error) {
      // A status that `validateStatus` refuses is an answer all the same; a broken one has no text.
      if (!isAxiosError(error) || !error.response || !remember(attempt, error.response)) {
        attempt?.fail(failureOf(error));
      }
      throw error;
    } finally {
      if (isRead) stop?.letGo();
    }
  };
}

function isHttps({ baseURL, url = '' }: InternalAxiosRequestConfig): boolean {
  return /^https:/i.test(/^https?:/i.test(url) ? url : (baseURL ?? url));
}

function isReadable({ responseType, maxContentLength = -1 }: InternalAxiosRequestConfig): boolean {
  // Only axios counts the bytes of a stream.
  if (responseType === 'stream') return maxContentLength === -1;
  return responseType === undefined || responseType === 'text' || responseType === 'json';
}

function isSendable(data: unknown): boolean {
  return (
    data === undefined ||
    data === null ||
    typeof data === 'string' ||
    data instanceof Uint8Array ||
    data instanceof Readable
  );
}

function remember(
  attempt: AxiosAttempt | undefined,
  { status, headers, data }: AxiosResponse<unknown>,
): boolean {
  if (typeof data !== 'string') return false;
  attempt?.succeed({ status, headers: textHeaders(headers), body: data });
  return true;
}

function failureOf(error: unknown): GraphTransportError {
  const cause = cleanedCause(error);
  if (isCancel(error)) return new GraphTransportError('aborted', true, { cause });
  const code = isAxiosError(error) ? codeOf(error) : undefined;
  // Its own time limit, where an application has asked for the clearer code.
  if (code === AxiosError.ETIMEDOUT) return new GraphTransportError('headers-timeout', true, { cause });
  const requestStarted = !CODES_BEFORE_START.has(code);
  return toTransportError({ code }, { requestStarted, responseStarted: false }, cause);
}
