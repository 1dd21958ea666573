import { inspect } from 'node:util';
import { afterEach, describe, expect, it } from '@jest/globals';
import {
  GraphApiError,
  RequestNotSentError,
  SendCancelledError,
  SendOutcomeUnknownError,
  WhatsAppThrottlingError,
} from '../../libs/whatsapp/src/errors/index.js';
import { GRAPH_ERROR_CODES } from '../../libs/whatsapp/src/errors/graph-error-codes.js';
import {
  accept,
  answer,
  FaultServer,
  refuse,
  type FaultServerOptions,
  type ReceivedRequest,
} from './support/fault-server.js';
import { clientOver, type ClientUnderTest, type TransportName } from './support/transports-under-test.js';

const CALLER = { name: 'default', accessToken: () => Promise.resolve('a-secret-token') };
const BODY = JSON.stringify({
  messaging_product: 'whatsapp',
  to: '+16505551234',
  text: { body: 'Good morning' },
});

function readId(answered: unknown): string | undefined {
  const { messages } = Object(answered) as { messages?: { id?: string }[] };
  return messages?.[0]?.id;
}

function send({ client }: ClientUnderTest, signal?: AbortSignal): Promise<string> {
  return client.post(CALLER, '1234/messages', BODY, {
    signal,
    correlationId: 'correlation-1',
    accept: readId,
  });
}

/** What a send rejected with; fails the test where it did not. */
async function failureOf(sent: Promise<unknown>): Promise<unknown> {
  try {
    await sent;
  } catch (error) {
    return error;
  }
  throw new Error('The send was accepted');
}

describe.each<TransportName>(['axios', 'undici', 'axios with agents'])(
  'Faults on the wire over %s',
  (transport) => {
    const started: { close(): Promise<void> }[] = [];

    async function serve(options: FaultServerOptions): Promise<FaultServer> {
      const server = await FaultServer.listen(options);
      started.push(server);
      return server;
    }

    function connect(url: string, options?: Parameters<typeof clientOver>[2]): ClientUnderTest {
      const under = clientOver(transport, url, options);
      started.push(under);
      return under;
    }

    afterEach(async () => {
      for (const each of started.splice(0).toReversed()) {
        await each.close();
      }
    });

    async function expectNotSent(
      sent: Promise<unknown>,
      reasons: readonly string[],
      attempts = 4,
    ): Promise<void> {
      const error = await failureOf(sent);
      expect(error).toBeInstanceOf(RequestNotSentError);
      expect(error).toMatchObject({ attempts });
      expect(reasons).toContain((error as RequestNotSentError).reason);
    }

    async function expectUnknown(sent: Promise<unknown>, reason: string): Promise<void> {
      const error = await failureOf(sent);
      expect(error).toBeInstanceOf(SendOutcomeUnknownError);
      expect(error).toMatchObject({ reason, correlationId: 'correlation-1', retryable: false, attempts: 1 });
    }

    describe('before the request', () => {
      it('a refused connection is tried again, and then known not to be sent', async () => {
        const server = await FaultServer.listen();
        const { url } = server;
        await server.close();
        const under = connect(url);
        await expectNotSent(send(under), ['connect']);
        expect(under.clock.sleeps).toEqual([250, 500, 1000]);
      });

      it('a name that does not resolve is known not to be sent', async () => {
        const under = connect('http://graph.invalid', { retry: { maxAttempts: 2 } });
        await expectNotSent(send(under), ['dns'], 2);
        expect(under.clock.sleeps).toHaveLength(1);
      }, 30_000);

      it('a certificate that is not trusted sends nothing', async () => {
        const server = await serve({ tls: true, onRequest: accept });
        const sent = send(connect(server.httpsUrl));
        // axios's own adapter cannot tell how far the request had come.
        await (transport === 'axios with agents'
          ? expectUnknown(sent, 'other')
          : expectNotSent(sent, ['tls']));
        expect(server.requests).toHaveLength(0);
      });

      it('a reset in the TLS handshake sends nothing', async () => {
        const server = await serve({
          onConnection: (socket) => socket.once('data', () => socket.resetAndDestroy()),
        });
        const sent = send(connect(server.httpsUrl));
        await (transport === 'axios with agents'
          ? expectUnknown(sent, 'reset')
          : expectNotSent(sent, ['reset']));
        expect(server.connections).toBe(transport === 'axios with agents' ? 1 : 4);
      });

      it('a TLS handshake that is never answered sends nothing', async () => {
        const server = await serve({});
        const sent = send(connect(server.httpsUrl, { retry: { maxAttempts: 1 } }));
        await (transport === 'axios with agents'
          ? expectUnknown(sent, 'headers-timeout')
          : expectNotSent(sent, ['connect-timeout'], 1));
        expect(server.requests).toHaveLength(0);
      }, 15_000);

      it('a connection that is reset as soon as it stands is never sent over again once it was written to', async () => {
        const server = await serve({ onConnection: (socket) => socket.resetAndDestroy() });
        const error = await failureOf(send(connect(server.url)));
        // Which of the two it is, is a race between the reset and the first write; only the one may be tried again.
        const { name } = error as Error;
        expect(`${name} after ${server.connections} connections`).toMatch(
          /^(RequestNotSentError after 4|SendOutcomeUnknownError after [1-4]) connections$/,
        );
        expect(server.requests).toHaveLength(0);
      });

      it('succeeds where a later attempt finds the server', async () => {
        const gone = await FaultServer.listen();
        const { port } = gone;
        await gone.close();
        const under = connect(`http://127.0.0.1:${port}`);
        const nextDelay = under.clock.sleep.bind(under.clock);
        let server: FaultServer | undefined;
        under.clock.sleep = async (ms, signal) => {
          server ??= await serve({ port, onRequest: accept });
          await nextDelay(ms, signal);
        };
        await expect(send(under)).resolves.toBe('wamid.1');
        expect(server?.requests).toHaveLength(1);
      });
    });

    describe('once the request is written', () => {
      const resets: [string, (request: ReceivedRequest) => void][] = [
        ['a reset', ({ socket }) => socket.resetAndDestroy()],
        ['a closed connection', ({ socket }) => socket.end()],
      ];

      it.each(resets)('%s leaves the outcome unknown', async (_name, onRequest) => {
        const server = await serve({ onRequest });
        await expectUnknown(send(connect(server.url)), 'reset');
        expect(server.requests).toHaveLength(1);
      });

      it('no answer leaves the outcome unknown', async () => {
        const server = await serve({});
        await expectUnknown(send(connect(server.url)), 'headers-timeout');
        expect(server.requests).toHaveLength(1);
      }, 15_000);

      it('half an answer leaves the outcome unknown', async () => {
        const server = await serve({
          onRequest: ({ socket }) =>
            socket.end('HTTP/1.1 200 OK\r\ncontent-length: 400\r\n\r\n{"messages":[{"id":"wa'),
        });
        await expectUnknown(send(connect(server.url)), 'incomplete');
        expect(server.requests).toHaveLength(1);
      });

      it('half an answer that then stands still leaves the outcome unknown', async () => {
        const server = await serve({
          onRequest: ({ socket }) =>
            socket.write('HTTP/1.1 200 OK\r\ncontent-length: 400\r\n\r\n{"messages":'),
        });
        await expectUnknown(
          send(connect(server.url)),
          transport === 'axios with agents' ? 'headers-timeout' : 'body-timeout',
        );
        expect(server.requests).toHaveLength(1);
      }, 15_000);

      const answers: [string, number, unknown][] = [
        ['200 with garbage', 200, '<!doctype html><p>Welcome to the proxy</p>'],
        ['200 with an empty body', 200, ''],
        ['200 without an id', 200, { messaging_product: 'whatsapp', messages: [] }],
        ['a 500 that is an HTML page', 500, '<h1>Internal Server Error</h1>'],
        ['a 502 of a proxy', 502, ''],
        ['a 503 with JSON of somebody else', 503, { error: 'overloaded' }],
        ['a 404 that is an HTML page', 404, '<h1>Not Found</h1>'],
      ];

      it.each(answers)('%s leaves the outcome unknown', async (_name, status, body) => {
        const server = await serve({ onRequest: (request) => answer(request, status, body) });
        const under = connect(server.url);
        const error = await failureOf(send(under));
        expect(error).toBeInstanceOf(SendOutcomeUnknownError);
        expect(error).toMatchObject({ correlationId: 'correlation-1', httpStatus: status });
        expect(server.requests).toHaveLength(1);
        expect(under.clock.sleeps).toEqual([]);
      });

      it('a redirect is not followed and leaves the outcome unknown', async () => {
        const server = await serve({
          onRequest: (request) => answer(request, 307, '', { location: `${server.url}/elsewhere` }),
        });
        const error = await failureOf(send(connect(server.url)));
        expect(error).toBeInstanceOf(SendOutcomeUnknownError);
        expect(server.requests).toHaveLength(1);
      });

      it('a reset of a reused connection leaves the outcome unknown', async () => {
        const server = await serve({
          onRequest: (request) => (request.number === 1 ? accept(request) : request.socket.resetAndDestroy()),
        });
        const under = connect(server.url, { graph: { maxConnections: 1 } });
        await expect(send(under)).resolves.toBe('wamid.1');
        await expectUnknown(send(under), 'reset');
        expect(server.requests).toHaveLength(2);
        expect(server.connections).toBe(1);
      });
    });

    describe('answers with an error of Meta', () => {
      it('429 is tried again no sooner than Meta asked', async () => {
        const server = await serve({
          onRequest: (request) =>
            request.number === 1
              ? refuse(
                  request,
                  429,
                  { code: 130429, message: '(#130429) Rate limit hit' },
                  { 'Retry-After': '7' },
                )
              : accept(request),
        });
        const under = connect(server.url);
        await expect(send(under)).resolves.toBe('wamid.2');
        expect(server.requests).toHaveLength(2);
        expect(under.clock.sleeps).toEqual([7000]);
      });

      it('is given up after the last attempt with the error and the number of attempts', async () => {
        const server = await serve({ onRequest: (request) => refuse(request, 400, { code: 131056 }) });
        const under = connect(server.url);
        const error = await failureOf(send(under));
        expect(error).toBeInstanceOf(WhatsAppThrottlingError);
        expect(error).toMatchObject({ graphCode: 131056, attempts: 4, fbtraceId: 'Atrace' });
        expect(server.requests).toHaveLength(4);
        expect(under.clock.sleeps).toEqual([1000, 4000, 16_000]);
      });

      it('a code that is not known is tried again where it is a 5xx with an error object', async () => {
        const server = await serve({
          onRequest: (request) =>
            request.number < 3 ? refuse(request, 500, { code: 999_999 }) : accept(request),
        });
        await expect(send(connect(server.url))).resolves.toBe('wamid.3');
        expect(server.requests).toHaveLength(3);
      });

      it('each code of the table is sent again only as its advice says', async () => {
        let code = 0;
        let first = 0;
        const server = await serve({
          onRequest: (request) =>
            request.number === first ? refuse(request, 400, { code }) : accept(request),
        });
        const under = connect(server.url);
        const wrong: string[] = [];
        for (const [number, { retry }] of Object.entries(GRAPH_ERROR_CODES)) {
          code = Number(number);
          first = server.requests.length + 1;
          const again =
            retry.kind === 'backoff' ||
            retry.kind === 'pair' ||
            (retry.kind === 'wait' && (retry.ms ?? Infinity) <= 60_000);
          const outcome = await send(under).then(
            () => 'accepted',
            (error: unknown) =>
              error instanceof GraphApiError && error.graphCode === code ? 'refused' : String(error),
          );
          const requests = server.requests.length - first + 1;
          if (outcome !== (again ? 'accepted' : 'refused') || requests !== (again ? 2 : 1)) {
            wrong.push(`${code}: ${outcome} after ${requests} requests, advice ${retry.kind}`);
          }
        }
        expect(wrong).toEqual([]);
      });

      it("Meta's echo of a malformed token does not reach the error", async () => {
        const server = await serve({
          onRequest: (request) =>
            refuse(request, 401, {
              code: 190,
              message: 'Malformed access token a-secret-token',
              error_data: 'a-secret-token',
            }),
        });
        const error = await failureOf(send(connect(server.url)));
        expect(error).toMatchObject({
          graphMessage: 'Malformed access token [secret]',
          details: '[secret]',
        });
        expect(JSON.stringify((error as GraphApiError).body)).not.toContain('a-secret-token');
      });
    });

    describe('an abort', () => {
      it('before the call sends nothing', async () => {
        const server = await serve({ onRequest: accept });
        const error = await failureOf(send(connect(server.url), AbortSignal.abort(new Error('gone'))));
        expect(error).toBeInstanceOf(SendCancelledError);
        expect(server.connections).toBe(0);
      });

      it('while the connection is being made sends nothing', async () => {
        const abort = new AbortController();
        const server = await serve({ onConnection: () => abort.abort() });
        const error = await failureOf(send(connect(server.httpsUrl), abort.signal));
        // axios's own adapter cannot tell that the handshake was not over.
        expect(error).toBeInstanceOf(
          transport === 'axios with agents' ? SendOutcomeUnknownError : SendCancelledError,
        );
        expect(server.requests).toHaveLength(0);
      });

      it('while it waits for a connection sends nothing, now or later', async () => {
        if (transport === 'axios with agents') return;
        let held: ReceivedRequest | undefined;
        const abort = new AbortController();
        const server = await serve({
          onRequest: (request) => {
            held ??= request;
            abort.abort();
          },
        });
        const under = connect(server.url, { graph: { maxConnections: 1, headersTimeoutMs: 5000 } });
        const first = send(under);
        const error = await failureOf(send(under, abort.signal));
        expect(error).toBeInstanceOf(SendCancelledError);
        if (held) accept(held);
        await expect(first).resolves.toBe('wamid.1');
        await under.close();
        expect(server.requests).toHaveLength(1);
      });

      it('once the request has started leaves the outcome unknown', async () => {
        const abort = new AbortController();
        const server = await serve({ onRequest: () => abort.abort() });
        await expectUnknown(send(connect(server.url), abort.signal), 'aborted');
        expect(server.requests).toHaveLength(1);
      });

      it('after the answer changes nothing', async () => {
        const abort = new AbortController();
        const server = await serve({ onRequest: accept });
        await expect(send(connect(server.url), abort.signal)).resolves.toBe('wamid.1');
        abort.abort();
        expect(server.requests).toHaveLength(1);
      });

      it('between two attempts sends no more', async () => {
        const abort = new AbortController();
        const server = await serve({ onRequest: (request) => refuse(request, 500, { code: 2 }) });
        const under = connect(server.url);
        under.clock.sleep = (_ms, signal) => {
          abort.abort();
          return signal?.aborted ? Promise.reject(new Error('aborted')) : Promise.resolve();
        };
        const error = await failureOf(send(under, abort.signal));
        expect(error).toBeInstanceOf(SendCancelledError);
        expect(error).toMatchObject({ attempts: 1, cause: { graphCode: 2 } });
        expect(server.requests).toHaveLength(1);
      });
    });

    it('a read is made again after every fault, since that does no harm', async () => {
      const faults: ((request: ReceivedRequest) => void)[] = [
        ({ socket }) => socket.resetAndDestroy(),
        (request) => answer(request, 502, '<h1>Bad Gateway</h1>'),
        (request) => answer(request, 200, 'garbage'),
        (request) => answer(request, 200, { verified_name: 'Lucky Shrub' }),
      ];
      const server = await serve({ onRequest: (request) => faults[request.number - 1]?.(request) });
      const read = connect(server.url).client.get(CALLER, '1234', { query: { fields: 'verified_name' } });
      await expect(read).resolves.toEqual({ verified_name: 'Lucky Shrub' });
      expect(server.requests).toHaveLength(4);
    });

    it('no error shows the access token, however deep one looks', async () => {
      const server = await serve({ onRequest: ({ socket }) => socket.resetAndDestroy() });
      const error = await failureOf(send(connect(server.url)));
      expect(inspect(error, { depth: 20, showHidden: true })).not.toContain('a-secret-token');
    });
  },
);
