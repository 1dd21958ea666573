/** What of an HTTP request is looked at: the same on Express and on Fastify. */
export interface WebhookRequest {
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly query?: unknown;
  readonly body?: unknown;
  /** Kept by Nest where the application was created with `rawBody: true`. */
  readonly rawBody?: unknown;
}

/** The bytes that were sent; `undefined` where the application did not keep them. */
export function rawBodyOf({ rawBody, body, headers }: WebhookRequest): Uint8Array | undefined {
  if (rawBody instanceof Uint8Array) return rawBody;
  // With a parser of the application's own that leaves the bytes alone.
  if (body instanceof Uint8Array) return body;
  // Parsers do not look at a body that is not there.
  const isEmpty = headers['transfer-encoding'] === undefined && Number(headers['content-length'] ?? 0) === 0;
  return isEmpty ? new Uint8Array() : undefined;
}

/** Whether the request says that its body is JSON, as Meta's do; other kinds of JSON are parsed by neither platform. */
export function isJsonRequest({ headers }: WebhookRequest): boolean {
  return /^application\/json\b/i.test(String(headers['content-type'] ?? ''));
}

/** One parameter of the query, also where the application's parser takes a dot for nesting. */
export function queryOf({ query }: WebhookRequest, group: string, name: string): unknown {
  if (!isRecord(query)) return undefined;
  const nested = query[group];
  return query[`${group}.${name}`] ?? (isRecord(nested) ? nested[name] : undefined);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
