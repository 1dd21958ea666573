import { createServer as createTcpServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { SELF_SIGNED } from './self-signed.js';

/** A request that reached the server whole. */
export interface ReceivedRequest {
  /** From 1, over all connections. */
  readonly number: number;
  readonly head: string;
  readonly body: string;
  readonly socket: Socket;
}

/** What the server does; what is left out does nothing. */
export interface FaultServerOptions {
  readonly tls?: boolean;
  /** @default any that is free */
  readonly port?: number;
  onConnection?(socket: Socket): void;
  onRequest?(request: ReceivedRequest): void;
}

/**
 * A server on 127.0.0.1 that speaks just enough HTTP/1.1 to count whole requests, and otherwise does to the connection what a
 * test says.
 */
export class FaultServer {
  /** Every request that arrived whole, whatever became of it. */
  readonly requests: ReceivedRequest[] = [];
  connections = 0;

  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  readonly #options: FaultServerOptions;

  private constructor(options: FaultServerOptions) {
    this.#options = options;
    this.#server = options.tls
      ? createTlsServer(SELF_SIGNED, (socket) => this.#serve(socket))
      : createTcpServer((socket) => this.#serve(socket));
    this.#server.on('connection', (socket: Socket) => {
      this.connections++;
      this.#sockets.add(socket);
      socket.on('error', () => undefined);
      options.onConnection?.(socket);
    });
    this.#server.on('tlsClientError', () => undefined);
  }

  static async listen(options: FaultServerOptions = {}): Promise<FaultServer> {
    const server = new FaultServer(options);
    await new Promise<void>((resolve) => {
      server.#server.listen(options.port ?? 0, '127.0.0.1', resolve);
    });
    return server;
  }

  get port(): number {
    const address = this.#server.address() as AddressInfo;
    return address.port;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** The same address as https, whether or not the server speaks TLS. */
  get httpsUrl(): string {
    return `https://127.0.0.1:${this.port}`;
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise<void>((resolve) => {
      this.#server.close(() => resolve());
    });
  }

  #serve(socket: Socket): void {
    let text = '';
    socket.on('error', () => undefined);
    socket.on('data', (chunk: Buffer) => {
      text += chunk.toString('latin1');
      for (let request = this.#cut(text, socket); request; request = this.#cut(text, socket)) {
        text = text.slice(request.head.length + 4 + request.body.length);
        this.requests.push(request);
        this.#options.onRequest?.(request);
      }
    });
  }

  #cut(text: string, socket: Socket): ReceivedRequest | undefined {
    const end = text.indexOf('\r\n\r\n');
    if (end === -1) return undefined;
    const head = text.slice(0, end);
    const length = Number(/content-length: *(\d+)/i.exec(head)?.[1] ?? 0);
    const body = text.slice(end + 4, end + 4 + length);
    return body.length < length ? undefined : { number: this.requests.length + 1, head, body, socket };
  }
}

/** Answers like an HTTP server that keeps the connection open. */
export function answer(
  { socket }: ReceivedRequest,
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): void {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const lines = Object.entries({
    'content-type': typeof body === 'string' ? 'text/html' : 'application/json',
    'content-length': String(Buffer.byteLength(text)),
    ...headers,
  }).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.write(`HTTP/1.1 ${status} Status\r\n${lines.join('')}\r\n${text}`);
}

/** Meta's answer to a message that it accepted. */
export function accept(request: ReceivedRequest): void {
  answer(request, 200, {
    messaging_product: 'whatsapp',
    contacts: [{ input: '+16505551234', wa_id: '16505551234' }],
    messages: [{ id: `wamid.${request.number}` }],
  });
}

/** Meta's answer with an error. */
export function refuse(
  request: ReceivedRequest,
  status: number,
  error: Readonly<Record<string, unknown>>,
  headers?: Readonly<Record<string, string>>,
): void {
  answer(request, status, { error: { type: 'OAuthException', fbtrace_id: 'Atrace', ...error } }, headers);
}
