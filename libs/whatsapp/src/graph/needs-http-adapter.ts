import { Readable } from 'node:stream';
import type { InternalAxiosRequestConfig } from 'axios';

/** For which schemes the environment names a proxy. */
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
    !isTextual(config.responseType) ||
    !isSendable(config.data)
  );
}

function isHttps({ baseURL, url = '' }: InternalAxiosRequestConfig): boolean {
  return /^https:/i.test(/^https?:/i.test(url) ? url : (baseURL ?? url));
}

function isTextual(responseType: InternalAxiosRequestConfig['responseType']): boolean {
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
