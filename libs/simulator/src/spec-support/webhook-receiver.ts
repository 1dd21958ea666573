import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A webhook as it came over the wire. */
export interface ReceivedWebhook {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly raw: string;
}

/** A webhook endpoint that keeps what it gets and answers as it is told. */
export class WebhookReceiver {
  readonly received: ReceivedWebhook[] = [];
  private readonly answers: { status: number; body: string }[] = [];

  private constructor(private readonly server: Server) {}

  static async start(): Promise<WebhookReceiver> {
    const server = createServer();
    const receiver = new WebhookReceiver(server);
    server.on('request', (request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        receiver.received.push({
          method: request.method ?? '',
          url: request.url ?? '',
          headers: request.headers,
          raw: Buffer.concat(chunks).toString('utf8'),
        });
        const challenge = new URL(request.url ?? '/', 'http://receiver').searchParams.get('hub.challenge');
        const answer = receiver.answers.shift() ?? { status: 200, body: challenge ?? '' };
        response.writeHead(answer.status, { 'content-type': 'text/plain' }).end(answer.body);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return receiver;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}/hooks`;
  }

  private get port(): number {
    const address: AddressInfo | string | null = this.server.address();
    return typeof address === 'object' && address !== null ? address.port : 0;
  }

  /** The next requests are answered so; after that with 200. */
  answerWith(...answers: { status: number; body: string }[]): void {
    this.answers.push(...answers);
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
