import type { Readable } from 'node:stream';
import { GraphTransportError } from './graph-transport.error.js';

/**
 * The body of a request. A stream is sent as it comes and is never held whole; its length is in
 * `content-length`. Whoever made the request destroys it afterwards.
 */
export type GraphBody = string | Uint8Array | Readable;

/** One HTTP request to the Graph API, complete: nothing is added to it on its way. */
export interface GraphRequest {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** Absolute, with its query. */
  readonly url: string;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: GraphBody;
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

/** An answer whose body is read as it comes. */
export interface GraphStream {
  readonly status: number;
  /** Lower-case names; a header that came twice is joined with ", ". */
  readonly headers: Readonly<Record<string, string>>;
  /** Read it or destroy it, or the connection stays taken. Fails where the answer ends too soon. */
  readonly body: Readable;
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

  /**
   * The same for an answer that is too large to be held: resolves once its headers are there. Only media downloads need it; a
   * transport that does not override it has none.
   */
  open(_request: GraphRequest): Promise<GraphStream> {
    const cause = new Error(`${this.constructor.name} does not implement open(): media cannot be downloaded`);
    return Promise.reject(new GraphTransportError('other', false, { cause }));
  }
}
