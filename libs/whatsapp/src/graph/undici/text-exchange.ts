import type { Dispatcher } from 'undici';
import { decodeBody, textHeaders } from '../transport/answer-text.js';
import { GraphTransportError } from '../transport/graph-transport.error.js';
import type { GraphResponse } from '../transport/graph-transport.js';
import { UndiciExchange } from './undici-exchange.js';

/** An answer longer than this many bytes is given up. */
const MAX_ANSWER_BYTES = 10 * 1024 * 1024;

/** Reads the whole answer as text. */
export class TextExchange extends UndiciExchange<GraphResponse> {
  #chunks: Buffer[] = [];
  #bytes = 0;

  constructor(private readonly maxBytes = MAX_ANSWER_BYTES) {
    super();
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#bytes += chunk.length;
    if (this.#bytes > this.maxBytes) {
      const cause = new Error(`The answer is longer than ${this.maxBytes} bytes`);
      this.fail(new GraphTransportError('other', true, { cause }));
      return;
    }
    this.#chunks.push(chunk);
  }

  onResponseEnd(): void {
    if (this.isOver) return;
    const [first] = this.#chunks;
    const bytes = this.#chunks.length === 1 && first !== undefined ? first : Buffer.concat(this.#chunks);
    const encoding = this.headers['content-encoding'];
    if (encoding === undefined || encoding === 'identity' || bytes.length === 0) {
      this.#succeed(bytes);
      return;
    }
    decodeBody(bytes, String(encoding), this.maxBytes).then(
      (decoded) => this.#succeed(decoded),
      (error: unknown) => this.fail(new GraphTransportError('incomplete', true, { cause: error })),
    );
  }

  protected failed(): void {
    this.#chunks = [];
  }

  #succeed(body: Buffer): void {
    if (this.isOver) return;
    this.end();
    this.resolve({
      status: this.status,
      headers: textHeaders(this.headers),
      body: body.toString('utf8'),
    });
  }
}
