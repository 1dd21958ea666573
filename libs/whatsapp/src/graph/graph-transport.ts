/** One HTTP request to the Graph API, complete: nothing is added to it on its way. */
export interface GraphRequest {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** Absolute, with its query. */
  readonly url: string;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /** Aborts the request, whichever stage it is in. */
  readonly signal?: AbortSignal;
}

/** The answer, whatever its status. */
export interface GraphResponse {
  readonly status: number;
  /** Lower-case names; a header that came twice is joined with ", ". */
  readonly headers: Readonly<Record<string, string>>;
  /** The whole body as text. */
  readonly body: string;
}

/**
 * The port through which every request to Meta leaves.
 *
 * An adapter resolves with any complete HTTP answer (also 4xx and 5xx) and rejects with {@link GraphTransportError}
 * for everything else. It never retries and follows no redirects: whether a request may be repeated is decided above it.
 *
 * @publicApi
 */
export abstract class GraphTransport {
  abstract request(request: GraphRequest): Promise<GraphResponse>;
}
