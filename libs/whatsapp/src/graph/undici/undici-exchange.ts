import type { Dispatcher } from 'undici';
import { onAbort } from '../../common/internal.js';
import {
  GraphTransportError,
  toTransportError,
  type GraphTransportFailure,
} from '../transport/graph-transport.error.js';
import type { GraphRequest } from '../transport/graph-transport.js';

/** A request of any method. */
export interface ExchangeRequest extends Omit<GraphRequest, 'method'> {
  readonly method: string;
}

export type AnswerHeaders = Parameters<NonNullable<Dispatcher.DispatchHandler['onResponseStart']>>[2];

/**
 * Sends one request over undici. It is a handler of `dispatch` and uses none of undici's promise methods, because only
 * `onRequestStart` tells whether a byte may have been written: a reset during the TLS handshake and one after the request
 * was written are both ECONNRESET. What is done with the answer's body is up to the subclass.
 */
export abstract class UndiciExchange<Answer> implements Dispatcher.DispatchHandler {
  protected status = 0;
  protected headers: AnswerHeaders = {};

  #resolve!: (answer: Answer) => void;
  #reject!: (error: GraphTransportError) => void;
  #controller?: Dispatcher.DispatchController;
  #isOver = false;
  #letGo?: () => void;

  /** Sends the request. It rejects with `GraphTransportError` where no answer comes. An exchange sends once. */
  send(dispatcher: Dispatcher, request: ExchangeRequest): Promise<Answer> {
    const answer = new Promise<Answer>((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    const { signal } = request;
    if (signal?.aborted) {
      this.abort(signal.reason);
      return answer;
    }
    this.#letGo = signal && onAbort(signal, () => this.abort(signal.reason));
    this.#dispatch(dispatcher, request);
    return answer;
  }

  /** Stops the request; before it has started, nothing is written. */
  abort(reason: unknown, failure: GraphTransportFailure = 'aborted'): void {
    if (this.#isOver) return;
    this.fail(new GraphTransportError(failure, this.#controller !== undefined, { cause: reason }));
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    // Aborted while it was queued; or undici would write it a second time: then nothing (more) is written.
    if (this.#isOver || this.#controller !== undefined) {
      controller.abort(new Error('not to be written'));
      return;
    }
    this.#controller = controller;
  }

  onResponseStart(_controller: Dispatcher.DispatchController, status: number, headers: AnswerHeaders): void {
    this.status = status;
    this.headers = headers;
  }

  abstract onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void;

  abstract onResponseEnd(): void;

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.fail(
      toTransportError(error, {
        requestStarted: this.#controller !== undefined,
        responseStarted: this.status >= 200,
      }),
    );
  }

  /** Whether the answer is complete or was given up: whatever comes later does not count. */
  protected get isOver(): boolean {
    return this.#isOver;
  }

  /** Resolves with the answer. */
  protected resolve(answer: Answer): void {
    this.#resolve(answer);
  }

  /** Called when nothing more is expected. */
  protected end(): void {
    this.#isOver = true;
    this.#letGo?.();
  }

  /** Ends the request, and rejects where the answer has not been returned yet. */
  protected fail(error: GraphTransportError): void {
    if (this.#isOver) return;
    this.end();
    this.failed(error);
    this.#reject(error);
    this.#controller?.abort(error);
  }

  /** Drops what has come of the answer. */
  protected abstract failed(error: GraphTransportError): void;

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
      this.fail(
        toTransportError(error, { requestStarted: this.#controller !== undefined, responseStarted: false }),
      );
    }
  }
}
