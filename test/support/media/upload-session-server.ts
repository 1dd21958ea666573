import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request as it arrived. */
export interface SessionRequest {
  readonly line: string;
  readonly headers: IncomingMessage['headers'];
}

/**
 * Meta's resumable uploads on a local port, for one session at a time: it keeps what got through of a request that broke off, tells
 * how much that is, and goes on from there.
 */
export class UploadSessionServer {
  readonly requests: SessionRequest[] = [];
  /** The number of bytes of each request that are taken before its connection is broken; a request without an entry is taken whole. */
  readonly breaksAfter: number[] = [];
  /** Answers the bytes of a file with this Graph error. */
  refusal?: number;
  /** Keeps all bytes, but breaks the connection in place of this many answers. */
  lostAnswers = 0;
  url = '';
  received = 0;
  #hash = createHash('sha256');
  readonly #server: Server;

  private constructor() {
    this.#server = createServer((request, response) => {
      this.requests.push({ line: `${request.method} ${request.url}`, headers: request.headers });
      void this.#route(request, response);
    });
  }

  static async start(): Promise<UploadSessionServer> {
    const server = new UploadSessionServer();
    await new Promise<void>((resolve) => {
      server.#server.listen(0, '127.0.0.1', resolve);
    });
    server.url = `http://127.0.0.1:${(server.#server.address() as AddressInfo).port}`;
    return server;
  }

  /** Of all that was received. */
  get sha256(): string {
    return this.#hash.copy().digest('hex');
  }

  reset(): void {
    this.requests.length = 0;
    this.breaksAfter.length = 0;
    this.refusal = undefined;
    this.lostAnswers = 0;
    this.received = 0;
    this.#hash = createHash('sha256');
  }

  stop(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  async #route(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname } = new URL(request.url ?? '/', this.url);
    if (request.method === 'POST' && pathname.endsWith('/uploads')) {
      request.resume();
      json(response, 200, { id: 'upload:MTphdHRh=?sig=ARZq-k_A' });
    } else if (request.method === 'GET') {
      json(response, 200, { id: 'upload:MTphdHRh=', file_offset: this.received });
    } else {
      await this.#receive(request, response);
    }
  }

  async #receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (this.refusal !== undefined) {
      request.resume();
      json(response, 400, { error: { code: this.refusal, message: 'Refused' } });
      return;
    }
    if (request.headers['file_offset'] !== String(this.received)) {
      request.resume();
      json(response, 400, { error: { code: 100, message: 'Another offset' } });
      return;
    }
    const { socket } = request;
    let left = this.breaksAfter.shift() ?? Number.POSITIVE_INFINITY;
    try {
      for await (const chunk of request as AsyncIterable<Buffer>) {
        const taken = chunk.subarray(0, left);
        left -= taken.length;
        this.received += taken.length;
        this.#hash.update(taken);
        if (left === 0) break;
      }
    } catch {
      return;
    }
    if (left === 0 || this.lostAnswers > 0) {
      this.lostAnswers -= left === 0 ? 0 : 1;
      socket.destroy();
    } else {
      json(response, 200, { h: '2:c2FtcGxl' });
    }
  }
}

function json(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
