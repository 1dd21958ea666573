import type { Dispatcher } from 'undici';
import { onAbort } from '../common/internal.js';
import { decodeBody } from './decode-body.js';
import { GraphTransportError, type GraphTransportFailure } from './graph-transport.error.js';
import type { GraphRequest, GraphResponse } from './graph-transport.js';
import { toTransportError } from './undici-failure.js';

/** An answer longer than this many bytes is given up. */
export const MAX_ANSWER_BYTES = 10 * 1024 * 1024;

/** A request of any method. */
export interface ExchangeRequest extends Omit<GraphRequest, 'method'> {
  readonly method: string;
}

type AnswerHeaders = Parameters<NonNullable<Dispatcher.DispatchHandler['onResponseStart']>>[2];

/**
 * One request and its answer over undici. A handler of `dispatch` and not one of undici's promise methods, because only
 * `onRequestStart` tells whether a byte may have been written: a reset while the TLS handshake is under way and one after
 * the request was written are both ECONNRESET.
 */
export class UndiciExchange implements Dispatcher.DispatchHandler {
  readonly answer: Promise<GraphResponse>;

  #resolve!: (answer: GraphResponse) => void;
  #reject!: (error: GraphTransportError) => void;
  #controller?: Dispatcher.DispatchController;
  #settled = false;
  #status = 0;
  #headers: AnswerHeaders = {};
  #chunks: Buffer[] = [];
  #bytes = 0;
  readonly #maxBytes: number;
  #letGo?: () => void;

  constructor(dispatcher: Dispatcher, request: ExchangeRequest, maxBytes = MAX_ANSWER_BYTES) {
    this.#maxBytes = maxBytes;
    this.answer = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    const { signal } = request;
    if (signal?.aborted) {
      this.abort(signal.reason);
      return;
    }
    this.#letGo = signal && onAbort(signal, () => this.abort(signal.reason));
    this.#dispatch(dispatcher, request);
  }

  /** Stops the request; before it has started, nothing is written. */
  abort(reason: unknown, failure: GraphTransportFailure = 'aborted'): void {
    this.#fail(new GraphTransportError(failure, this.#controller !== undefined, { cause: reason }));
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    // Aborted while it was queued; or undici would write it a second time: then nothing (more) is written.
    if (this.#settled || this.#controller !== undefined) {
      controller.abort(new Error('not to be written'));
      return;
    }
    this.#controller = controller;
  }

  onResponseStart(_controller: Dispatcher.DispatchController, status: number, headers: AnswerHeaders): void {
    this.#status = status;
    this.#headers = headers;
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#bytes += chunk.length;
    if (this.#bytes > this.#maxBytes) {
      this.#tooLong();
      return;
    }
    this.#chunks.push(chunk);
  }

  onResponseEnd(): void {
    if (this.#settled) return;
    const [first] = this.#chunks;
    const bytes = this.#chunks.length === 1 && first !== undefined ? first : Buffer.concat(this.#chunks);
    const encoding = this.#headers['content-encoding'];
    if (encoding === undefined || encoding === 'identity' || bytes.length === 0) {
      this.#succeed(bytes.toString('utf8'));
      return;
    }
    decodeBody(bytes, String(encoding), this.#maxBytes).then(
      (decoded) => this.#succeed(decoded.toString('utf8')),
      (error: unknown) => this.#fail(new GraphTransportError('incomplete', true, { cause: error })),
    );
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.#fail(
      toTransportError(error, {
        requestStarted: this.#controller !== undefined,
        responseStarted: this.#status >= 200,
      }),
    );
  }

  #dispatch(dispatcher: Dispatcher, { method, url, headers, body }: ExchangeRequest): void {
    const slash = url.indexOf('/', url.indexOf('://') + 3);
    try {
      dispatcher.dispatch(
        {
          origin: slash === -1 ? url : url.slice(0, slash),
          path: slash === -1 ? '/' : url.slice(slash),
          method,
          headers,
          body,
        },
        this,
      );
    } catch (error) {
      this.#fail(
        toTransportError(error, { requestStarted: this.#controller !== undefined, responseStarted: false }),
      );
    }
  }

  #tooLong(): void {
    const cause = new Error(`The answer is longer than ${this.#maxBytes} bytes`);
    this.#fail(new GraphTransportError('other', true, { cause }));
  }

  #succeed(body: string): void {
    if (this.#settled) return;
    this.#settle();
    this.#resolve({ status: this.#status, headers: joined(this.#headers), body });
  }

  #fail(error: GraphTransportError): void {
    if (this.#settled) return;
    this.#settle();
    this.#chunks = [];
    this.#reject(error);
    this.#controller?.abort(error);
  }

  #settle(): void {
    this.#settled = true;
    this.#letGo?.();
  }
}

function joined(headers: AnswerHeaders): Record<string, string> {
  const plain: Record<string, string> = {};
  for (const name of Object.keys(headers)) {
    const value = headers[name];
    if (value !== undefined) plain[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return plain;
}
