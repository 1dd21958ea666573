import {
  createServer,
  Agent as HttpAgent,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { inspect } from 'node:util';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Dispatcher } from 'undici';
import { GraphCallFailedError, WhatsAppMediaError, WhatsAppValidationError } from '../errors/index.js';
import { FakeClock } from '../testing/fake-clock.js';
import { AxiosGraphTransport } from './axios/axios-graph-transport.js';
import { BackoffRetryPolicy } from './retry/backoff-retry-policy.js';
import type { GraphCaller } from './call/graph-call.js';
import { GraphClient } from './graph-client.js';
import { GraphTransportError } from './transport/graph-transport.error.js';
import { GraphTransport, type GraphRequest, type GraphResponse } from './transport/graph-transport.js';
import { StreamExchange } from './undici/stream-exchange.js';
import { UndiciGraphTransport } from './undici/undici-graph-transport.js';
import { createWhatsAppHttpService } from './axios/whatsapp-http.service.js';

const LIMITS = { connectTimeoutMs: 1000, headersTimeoutMs: 2000, bodyTimeoutMs: 500, maxConnections: 4 };
const caller: GraphCaller = { name: 'default', accessToken: () => Promise.resolve('secret-token') };

let server: Server;
let url: string;
let respond: (request: IncomingMessage, response: ServerResponse) => void;
let received: IncomingMessage[];
let closing: (() => Promise<void>)[] = [];

beforeAll(async () => {
  server = createServer((request, response) => {
    received.push(request);
    respond(request, response);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

beforeEach(() => {
  received = [];
});

afterEach(async () => {
  await Promise.all(closing.map((close) => close()));
  closing = [];
});

const transports: Record<string, () => GraphTransport> = {
  undici: () => {
    const transport = new UndiciGraphTransport({ graph: LIMITS });
    closing.push(() => transport.onApplicationShutdown());
    return transport;
  },
  axios: () => axiosTransport({}),
  'axios with an agent': () => axiosTransport({ httpAgent: new HttpAgent() }),
};

function axiosTransport(axios: object): AxiosGraphTransport {
  const http = createWhatsAppHttpService({ ...LIMITS, axios }, {});
  closing.push(() => http.onApplicationShutdown());
  return new AxiosGraphTransport(http);
}

function clientOver(transport: GraphTransport, maxAttempts = 2): GraphClient {
  const retry = { maxAttempts, maxTotalMs: 60_000, baseDelayMs: 1, maxDelayMs: 1 };
  return new GraphClient(
    { graph: { baseUrl: url, version: 'v24.0' } },
    transport,
    new BackoffRetryPolicy({ retry }, () => 0.5),
    new FakeClock({ autoAdvance: true }),
  );
}

async function text(stream: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

async function failureOf(call: Promise<unknown>): Promise<unknown> {
  try {
    await call;
  } catch (error) {
    return error;
  }
  throw new Error('The call succeeded');
}

/** Whatever a logger could make of an error. */
function shown(error: unknown): string {
  return inspect(error, { depth: 6 }) + JSON.stringify(error);
}

describe.each(Object.entries(transports))('streams over %s', (_name, create) => {
  const body = (parts: readonly string[]) => ({
    contentLength: parts.join('').length,
    open: () => Readable.from(parts.map((part) => Buffer.from(part))),
  });
  const accept = (answer: unknown): unknown => answer;

  it('sends a body piece by piece, with its length and no chunks', async () => {
    let sent = '';
    respond = (request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        sent = Buffer.concat(chunks).toString();
        response.end('{"id":"1"}');
      });
    };
    const options = { accept, contentType: 'multipart/form-data; boundary=b' };
    const answer = await clientOver(create()).post(caller, '1/media', body(['one ', 'two']), options);
    expect(answer).toEqual({ id: '1' });
    expect(sent).toBe('one two');
    expect(received[0]?.headers).toMatchObject({
      'content-length': '7',
      'content-type': 'multipart/form-data; boundary=b',
      authorization: 'Bearer secret-token',
    });
    expect(received[0]?.headers['transfer-encoding']).toBeUndefined();
  });

  it('opens the body anew for another attempt, and lets go of each', async () => {
    const opened: Readable[] = [];
    const source = body(['bytes']);
    respond = (request, response) => {
      request.resume();
      if (received.length === 1) {
        response.writeHead(400).end('{"error":{"code":130429,"message":"slow down"}}');
      } else {
        response.end('{"id":"1"}');
      }
    };
    const open = () => {
      const stream = source.open();
      opened.push(stream);
      return stream;
    };
    await clientOver(create()).post(caller, '1/media', { ...source, open }, { accept, repeatable: true });
    expect(opened).toHaveLength(2);
    expect(opened.every(({ destroyed }) => destroyed)).toBe(true);
  });

  it('is one error where the body cannot be read to its end', async () => {
    respond = (request) => request.resume();
    const broken = {
      contentLength: 10,
      open: () =>
        Readable.from(
          (async function* () {
            yield Buffer.from('12345');
            throw new Error('the disk is gone');
          })(),
        ),
    };
    const failure = await failureOf(
      clientOver(create(), 1).post(caller, '1/media', broken, { accept, repeatable: true }),
    );
    expect(failure).toBeInstanceOf(GraphCallFailedError);
  });

  it('opens an answer with the token, once its headers are there', async () => {
    respond = (_request, response) => {
      response.writeHead(206, { 'content-type': 'image/png', 'content-range': 'bytes 0-3/9' });
      response.write('ab');
      setImmediate(() => response.end('cd'));
    };
    const answer = await clientOver(create()).open(caller, `${url}/file?x=1`, {
      headers: { range: 'bytes=0-3' },
    });
    expect(answer).toMatchObject({ status: 206, headers: { 'content-range': 'bytes 0-3/9' } });
    await expect(text(answer.body)).resolves.toBe('abcd');
    expect(received[0]?.headers).toMatchObject({
      authorization: 'Bearer secret-token',
      range: 'bytes=0-3',
      'accept-encoding': 'identity',
      'user-agent': 'nestjs-whatsapp',
    });
  });

  it('fails while reading where the answer ends too soon', async () => {
    respond = (_request, response) => {
      response.writeHead(200, { 'content-length': '10' });
      response.write('12345', () => response.destroy());
    };
    const { body: answer } = await clientOver(create()).open(caller, `${url}/file`);
    const failure = await failureOf(text(answer));
    expect(failure).toMatchObject({ message: expect.stringMatching(/terminated|aborted|closed/) as unknown });
    expect(shown(failure)).not.toContain('secret-token');
  });

  it('decodes an answer that somebody on the way has encoded', async () => {
    respond = (_request, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('the file'));
    };
    const { body: answer } = await clientOver(create()).open(caller, `${url}/file`);
    await expect(text(answer)).resolves.toBe('the file');
  });

  it('frees the connection of an answer that is not read to its end', async () => {
    respond = (request, response) => {
      if (request.url === '/file') response.write('the first of many pieces');
      else response.end('ok');
    };
    const transport = create();
    for (let opened = 0; opened < 2 * LIMITS.maxConnections; opened += 1) {
      const { body: answer } = await clientOver(transport).open(caller, `${url}/file`);
      const closed = new Promise((resolve) => received.at(-1)?.socket.once('close', resolve));
      answer.destroy();
      await closed;
    }
    const { body: answer } = await clientOver(transport).open(caller, `${url}/other`);
    await expect(text(answer)).resolves.toBe('ok');
  });

  it('shows no token where it is stopped while somebody reads', async () => {
    respond = (_request, response) => response.write('12345');
    const stop = new AbortController();
    const { signal } = stop;
    const { body: answer } = await clientOver(create()).open(caller, `${url}/file`, { signal });
    const reading = failureOf(text(answer));
    stop.abort();
    expect(shown(await reading)).not.toContain('secret-token');
  });

  it("gives Meta's error, or the status where there is none", async () => {
    respond = (_request, response) => {
      response.writeHead(400).end('{"error":{"code":131052,"message":"no"}}');
    };
    await expect(clientOver(create()).open(caller, `${url}/file`)).rejects.toBeInstanceOf(WhatsAppMediaError);
    respond = (_request, response) => response.writeHead(404).end('<html>');
    await expect(clientOver(create()).open(caller, `${url}/file`)).rejects.toMatchObject({
      code: 'WHATSAPP_GRAPH_CALL_FAILED',
      httpStatus: 404,
    });
    respond = (_request, response) => response.writeHead(404).end('x'.repeat(100_000));
    await expect(clientOver(create()).open(caller, `${url}/file`)).rejects.toMatchObject({ httpStatus: 404 });
  });

  it('tries again where nothing answered', async () => {
    respond = (request, response) => {
      if (received.length === 1) request.socket.destroy();
      else response.end('ok');
    };
    const { body: answer } = await clientOver(create()).open(caller, `${url}/file`);
    await expect(text(answer)).resolves.toBe('ok');
  });

  it('stops where the signal aborts', async () => {
    respond = () => undefined;
    const abort = new AbortController();
    const call = create().open({ method: 'GET', url: `${url}/file`, headers: {}, signal: abort.signal });
    const failure = failureOf(call);
    abort.abort();
    expect(await failure).toMatchObject({ failure: 'aborted' });
    expect(
      await failureOf(create().open({ method: 'GET', url, headers: {}, signal: abort.signal })),
    ).toMatchObject({
      failure: 'aborted',
      requestStarted: false,
    });
  });

  it('says that nothing left where nobody listens', async () => {
    const call = create().open({ method: 'GET', url: 'http://127.0.0.1:9/', headers: {} });
    expect(await failureOf(call)).toMatchObject({ failure: 'connect', requestStarted: false });
  });
});

describe('StreamExchange', () => {
  it('asks for no more than somebody reads, and for the rest once it is read', async () => {
    const flow: string[] = [];
    const controller = {
      pause: () => flow.push('pause'),
      resume: () => flow.push('resume'),
      abort: () => flow.push('abort'),
    };
    const exchange = new StreamExchange();
    class Opening extends Dispatcher {
      override dispatch(_options: Dispatcher.DispatchOptions, handler: Dispatcher.DispatchHandler): boolean {
        handler.onRequestStart?.(controller as never, {});
        handler.onResponseStart?.(controller as never, 200, {});
        return true;
      }
    }
    const { body: answer } = await exchange.send(new Opening(), { method: 'GET', url, headers: {} });
    const piece = Buffer.alloc(answer.readableHighWaterMark);
    exchange.onResponseData(controller as never, piece);
    expect(flow).toEqual(['pause']);
    expect(answer.read()).toHaveLength(piece.length);
    expect(flow).toEqual(['pause', 'resume']);
    answer.destroy();
    await new Promise((resolve) => answer.once('close', resolve));
    expect(flow.at(-1)).toBe('abort');
  });
});

describe('the access token', () => {
  it.each([
    'https://example.org/file',
    'http://lookaside.fbsbx.com/file',
    'https://evilfbsbx.com/file',
    'https://127.0.0.1/file',
    'file:///etc/passwd',
    'no address',
  ])('is not sent to %s', async (address) => {
    await expect(
      clientOver(new UndiciGraphTransport({ graph: LIMITS })).open(caller, address),
    ).rejects.toThrow(WhatsAppValidationError);
  });

  it.each(['https://lookaside.fbsbx.com/f', 'https://mmg.whatsapp.net/f', 'https://graph.facebook.com/f'])(
    'is sent to %s',
    async (address) => {
      const asked: string[] = [];
      class Recording extends GraphTransport {
        request(): Promise<GraphResponse> {
          throw new Error('not asked for');
        }

        override open(request: GraphRequest) {
          asked.push(request.url);
          return Promise.resolve({ status: 200, headers: {}, body: Readable.from([]) });
        }
      }
      await clientOver(new Recording()).open(caller, address);
      expect(asked).toEqual([address]);
    },
  );

  it('goes nowhere over a transport that cannot open streams, which says so', async () => {
    class TextOnly extends GraphTransport {
      request(): Promise<GraphResponse> {
        throw new Error('not asked for');
      }
    }
    const failure = (await failureOf(new TextOnly().open({ method: 'GET', url, headers: {} }))) as Error;
    expect(failure).toBeInstanceOf(GraphTransportError);
    expect(String(failure.cause)).toContain('TextOnly does not implement open()');
  });
});
