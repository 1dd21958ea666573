import { Readable } from 'node:stream';
import type { Dispatcher } from 'undici';
import { decodeStream, textHeaders } from '../transport/answer-text.js';
import type { GraphTransportError } from '../transport/graph-transport.error.js';
import type { GraphStream } from '../transport/graph-transport.js';
import { UndiciExchange, type AnswerHeaders } from './undici-exchange.js';

/** Returns the answer once its headers are there, and its body as it comes: no faster than somebody reads it. */
export class StreamExchange extends UndiciExchange<GraphStream> {
  #body?: Readable;

  override onResponseStart(
    controller: Dispatcher.DispatchController,
    status: number,
    headers: AnswerHeaders,
  ): void {
    super.onResponseStart(controller, status, headers);
    // Those below 200 announce an answer and are none.
    if (status < 200 || this.isOver) return;
    const body = new Readable({
      read: () => controller.resume(),
      destroy: (error, done) => {
        // Whoever destroys it before its end takes the rest of the answer off the connection.
        this.abort(error ?? new Error('The answer was not read to its end'));
        done(error);
      },
    });
    this.#body = body;
    const text = textHeaders(headers);
    this.resolve({ status, headers: text, body: decodeStream(body, text['content-encoding']) });
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.#body?.push(chunk) === false) controller.pause();
  }

  onResponseEnd(): void {
    if (this.isOver) return;
    this.end();
    this.#body?.push(null);
  }

  protected failed(error: GraphTransportError): void {
    if (this.#body === undefined || this.#body.destroyed) return;
    this.#body.destroy(error.cause instanceof Error ? error.cause : error);
  }
}
