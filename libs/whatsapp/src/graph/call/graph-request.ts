import type { GraphCall, GraphQuery, GraphStreamBody } from './graph-call.js';
import type { GraphCredentials } from './graph-credentials.js';
import type { GraphRequest } from '../transport/graph-transport.js';

/** The part of a call that makes its request. */
type CallToSend = Pick<
  GraphCall<unknown>,
  | 'method'
  | 'path'
  | 'body'
  | 'contentType'
  | 'headers'
  | 'tokenScheme'
  | 'query'
  | 'signal'
  | 'finishRequest'
>;

/** Makes the HTTP request of one attempt; a streamed body is opened anew. */
export function toGraphRequest(
  call: CallToSend,
  baseUrl: string,
  token: string,
  credentials: GraphCredentials,
): GraphRequest {
  const { method, path, body, query, signal, finishRequest } = call;
  return {
    method,
    url: baseUrl + path + queryString(query, credentials.proofQuery),
    headers: headersOf(call, credentials, token),
    body: isStreamed(body) ? body.open() : body,
    signal: finishRequest ? undefined : signal,
  };
}

/** The headers of a message are made once for each token; only other calls have headers of their own. */
function headersOf(
  { body, contentType, headers, tokenScheme }: CallToSend,
  credentials: GraphCredentials,
  token: string,
): GraphRequest['headers'] {
  const usual =
    body === undefined
      ? credentials.headers
      : contentType === undefined
        ? credentials.jsonHeaders
        : { ...credentials.headers, 'content-type': contentType, ...lengthOf(body) };
  if (headers === undefined && tokenScheme === undefined) return usual;
  return { ...usual, ...headers, authorization: `${tokenScheme ?? 'Bearer'} ${token}` };
}

function isStreamed(body: CallToSend['body']): body is GraphStreamBody {
  return typeof body === 'object' && 'open' in body;
}

/** Strings and byte arrays tell their length themselves. */
function lengthOf(body: NonNullable<CallToSend['body']>): { 'content-length'?: string } {
  return isStreamed(body) ? { 'content-length': String(body.contentLength) } : {};
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
