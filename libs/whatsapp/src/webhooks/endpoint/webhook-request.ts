import { isRecord } from '../../common/internal.js';

/** The key of the body that the module has read at its own path; it stands on the request, beside what the platform put there. */
export const READ_BODY = Symbol('nestjs-whatsapp:read-body');

/** The bytes, or why there are none. */
export type ReadBody =
  | Uint8Array
  /** Longer than Meta's webhooks are. */
  | 'too-large'
  /** Another part of the application had read the body before. */
  | 'consumed';

/** The parts of an HTTP request that are read: the same on Express and on Fastify. */
export interface WebhookRequest {
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly query?: unknown;
  readonly body?: unknown;
  /** The raw body: kept by the module at its own path, elsewhere by Nest where the application was created with `rawBody: true`. */
  readonly rawBody?: unknown;
  readonly [READ_BODY]?: ReadBody;
}

/** The bytes that were sent; `undefined` where nobody kept them. */
export function rawBodyOf(request: WebhookRequest): ReadBody | undefined {
  const { rawBody, body, headers } = request;
  const read = request[READ_BODY];
  if (read !== undefined) return read;
  if (rawBody instanceof Uint8Array) return rawBody;
  // With a parser of the application's own that leaves the bytes alone.
  if (body instanceof Uint8Array) return body;
  // Parsers do not look at a body that is not there.
  const isEmpty = headers['transfer-encoding'] === undefined && Number(headers['content-length'] ?? 0) === 0;
  return isEmpty ? new Uint8Array() : undefined;
}

/** Returns `true` when the request says that its body is JSON, as Meta's do. */
export function isJsonRequest({ headers }: WebhookRequest): boolean {
  return /^application\/json\s*(?:;|$)/i.test(String(headers['content-type'] ?? ''));
}

/** One parameter of the query, also where the application's parser takes a dot for nesting. */
export function queryOf({ query }: WebhookRequest, group: string, name: string): unknown {
  if (!isRecord(query)) return undefined;
  const nested = query[group];
  return query[`${group}.${name}`] ?? (isRecord(nested) ? nested[name] : undefined);
}
