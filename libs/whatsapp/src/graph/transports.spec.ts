import { getEventListeners } from 'node:events';
import {
  createServer,
  Agent as HttpAgent,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { HttpService } from '@nestjs/axios';
import { Logger } from '@nestjs/common';
import { AxiosError, isAxiosError, isCancel, type CreateAxiosDefaults } from 'axios';
import { firstValueFrom } from 'rxjs';
import { AxiosGraphTransport } from './axios/axios-graph-transport.js';
import { GraphTransportError } from './transport/graph-transport.error.js';
import type { GraphRequest, GraphTransport } from './transport/graph-transport.js';
import { UndiciGraphTransport } from './undici/undici-graph-transport.js';
import { createWhatsAppHttpService, type WhatsAppHttpService } from './axios/whatsapp-http.service.js';

const LIMITS = { connectTimeoutMs: 1000, headersTimeoutMs: 2000, bodyTimeoutMs: 2000, maxConnections: 4 };

type Respond = (request: IncomingMessage, response: ServerResponse, body: string) => void;

let server: Server;
let url: string;
let respond: Respond;
/** Method, path, headers and body of each request. */
let received: { line: string; headers: IncomingMessage['headers']; body: string }[];

beforeAll(async () => {
  Logger.overrideLogger(false);
  server = createServer((incoming, response) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const body = Buffer.concat(chunks).toString();
      received.push({ line: `${incoming.method} ${incoming.url}`, headers: incoming.headers, body });
      respond(incoming, response, body);
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(() => {
  Logger.overrideLogger(['log', 'warn', 'error']);
  server.closeAllConnections();
  server.close();
});

beforeEach(() => {
  received = [];
  respond = (_request, response) => response.end('{"ok":true}');
});

function request(path = '/v24.0/1/messages', more: Partial<GraphRequest> = {}): GraphRequest {
  return {
    method: 'POST',
    url: url + path,
    headers: { authorization: 'Bearer secret-token', 'content-type': 'application/json' },
    body: '{"text":"Grüße"}',
    ...more,
  };
}

/** What a call rejected with. */
async function failureOf(call: Promise<unknown>): Promise<unknown> {
  try {
    await call;
  } catch (error) {
    return error;
  }
  throw new Error('The call succeeded');
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setImmediate(resolve));
}

const http: WhatsAppHttpService[] = [];

function httpService(axios: CreateAxiosDefaults = {}, env: NodeJS.ProcessEnv = {}): WhatsAppHttpService {
  const service = createWhatsAppHttpService({ ...LIMITS, axios }, env);
  http.push(service);
  return service;
}

afterEach(async () => {
  await Promise.all(http.splice(0).map((service) => service.onApplicationShutdown()));
});

describe.each<[string, () => GraphTransport & { close(): Promise<void> }]>([
  [
    'UndiciGraphTransport',
    () => {
      const transport = new UndiciGraphTransport({ graph: LIMITS });
      return Object.assign(transport, { close: () => transport.onApplicationShutdown() });
    },
  ],
  [
    'AxiosGraphTransport',
    () => {
      const service = httpService();
      return Object.assign(new AxiosGraphTransport(service), {
        close: () => service.onApplicationShutdown(),
      });
    },
  ],
])('%s', (_name, create) => {
  it('sends exactly what it is given and returns the whole answer', async () => {
    respond = (_request, response) => {
      response.writeHead(400, { 'X-App-Usage': '{}', 'Set-Cookie': ['a=1', 'b=2'] });
      response.write('{"error":');
      setImmediate(() => response.end('"Ä"}'));
    };
    const answer = await create().request(request('/v24.0/1/messages?appsecret_proof=abc'));
    expect(answer).toMatchObject({ status: 400, body: '{"error":"Ä"}' });
    expect(answer.headers).toMatchObject({ 'x-app-usage': '{}', 'set-cookie': 'a=1, b=2' });
    expect(received).toMatchObject([
      {
        line: 'POST /v24.0/1/messages?appsecret_proof=abc',
        headers: { authorization: 'Bearer secret-token', 'content-type': 'application/json' },
        body: '{"text":"Grüße"}',
      },
    ]);
  });

  it('sends bytes as they are, and no body where there is none', async () => {
    const transport = create();
    await transport.request(request('/media', { body: new TextEncoder().encode('bytes') }));
    await transport.request(request('/1', { method: 'GET', body: undefined, headers: {} }));
    await transport.request(request('/1', { method: 'DELETE', body: undefined, headers: {} }));
    expect(received.map(({ line, body }) => [line, body])).toEqual([
      ['POST /media', 'bytes'],
      ['GET /1', ''],
      ['DELETE /1', ''],
    ]);
    expect(received[1]?.headers['content-type']).toBeUndefined();
  });

  it.each([
    ['gzip', gzipSync('{"ok":"é"}')],
    ['br', brotliCompressSync('{"ok":"é"}')],
  ])('reads an answer with content-encoding %s', async (encoding, bytes) => {
    respond = (_request, response) => response.writeHead(200, { 'content-encoding': encoding }).end(bytes);
    await expect(create().request(request())).resolves.toMatchObject({ status: 200, body: '{"ok":"é"}' });
  });

  it('calls an answer that it cannot decode incomplete', async () => {
    respond = (_request, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end('no gzip');
    expect(await failureOf(create().request(request()))).toMatchObject({
      failure: 'incomplete',
      requestStarted: true,
    });
  });

  it('follows no redirect', async () => {
    respond = (_request, response) => response.writeHead(302, { location: '/elsewhere' }).end();
    await expect(create().request(request())).resolves.toMatchObject({ status: 302 });
    expect(received).toHaveLength(1);
  });

  it('gives up an answer of more than ten megabytes', async () => {
    respond = (_request, response) => response.end('x'.repeat(11 * 1024 * 1024));
    expect(await failureOf(create().request(request()))).toMatchObject({
      failure: 'other',
      requestStarted: true,
    });
  });

  it('refuses what cannot be a request before anything is sent', async () => {
    const error = await failureOf(create().request(request('/with a space')));
    expect(error).toBeInstanceOf(GraphTransportError);
    expect(received).toEqual([]);
  });

  it('lets requests under way end at shutdown, takes no more, and may be shut down twice', async () => {
    let finish = (): void => undefined;
    const transport = create();
    const arrived = new Promise<void>((resolve) => {
      respond = (_request, response) => {
        finish = () => response.end('{"late":true}');
        resolve();
      };
    });
    const pending = transport.request(request());
    await arrived;
    const closed = Promise.all([transport.close(), transport.close()]);
    finish();
    await expect(pending).resolves.toMatchObject({ body: '{"late":true}' });
    await closed;
    expect(await failureOf(transport.request(request()))).toMatchObject({ requestStarted: false });
    expect(received).toHaveLength(1);
  });
});

describe('A signal that many requests share', () => {
  const shared: [string, () => GraphTransport][] = [
    ['undici', () => new UndiciGraphTransport({ graph: LIMITS })],
    ['axios over undici', () => new AxiosGraphTransport(httpService())],
    ['axios with an agent', () => new AxiosGraphTransport(httpService({ httpAgent: new HttpAgent() }))],
  ];

  it.each(shared)('has one listener and then none, over %s', async (_name, create) => {
    respond = () => undefined;
    const abort = new AbortController();
    const transport = create();
    const ended = Array.from({ length: 12 }, () =>
      transport.request(request('/', { signal: abort.signal })),
    ).map((call) => failureOf(call));
    await until(() => received.length >= LIMITS.maxConnections);
    expect(getEventListeners(abort.signal, 'abort')).toHaveLength(1);
    abort.abort();
    for (const failure of await Promise.all(ended)) expect(failure).toMatchObject({ failure: 'aborted' });
    expect(getEventListeners(abort.signal, 'abort')).toHaveLength(0);
  });

  it.each(shared)('has none either once each stream has been read, over %s', async (_name, create) => {
    respond = (_request, response) => response.end('a file');
    const { signal } = new AbortController();
    const transport = create();
    const opened = Array.from({ length: 3 }, () =>
      transport.open(request('/file', { method: 'GET', body: undefined, signal })),
    );
    for (const { body } of await Promise.all(opened)) await body.toArray();
    await until(() => getEventListeners(signal, 'abort').length === 0);
    expect(received.filter(({ line }) => line === 'GET /file')).toHaveLength(3);
  });
});

describe('AxiosGraphTransport and what applications do with axios', () => {
  it('runs interceptors, which may change the request and the answer', async () => {
    const service = httpService({ headers: { 'x-default': 'from the options' } });
    service.axiosRef.interceptors.request.use(async (config) => {
      config.headers.set('x-trace', 'abc');
      return Promise.resolve(config);
    });
    service.axiosRef.interceptors.response.use((response) => ({ ...response, data: '{"changed":1}' }));
    const answer = await new AxiosGraphTransport(service).request(request());
    expect(answer).toMatchObject({ status: 200, body: '{"changed":1}' });
    expect(received[0]?.headers).toMatchObject({ 'x-trace': 'abc', 'x-default': 'from the options' });
  });

  it('knows that nothing was sent where a request interceptor throws', async () => {
    const service = httpService();
    service.axiosRef.interceptors.request.use(() => {
      throw new Error('no tracing today');
    });
    const error = await failureOf(new AxiosGraphTransport(service).request(request()));
    expect(error).toMatchObject({
      failure: 'other',
      requestStarted: false,
      cause: { message: 'no tracing today' },
    });
    expect(received).toEqual([]);
  });

  it.each<[string, (response: unknown) => unknown]>([
    ['throws', () => Promise.reject(new Error('a bug'))],
    ['unwraps the data', (response) => (response as { data: unknown }).data],
    ['parses the data', (response) => ({ ...Object(response), data: { ok: true } })],
    ['returns nothing', () => undefined],
  ])("keeps to Meta's answer where a response interceptor %s", async (_name, interceptor) => {
    const service = httpService();
    service.axiosRef.interceptors.response.use(interceptor as never);
    await expect(new AxiosGraphTransport(service).request(request())).resolves.toMatchObject({
      status: 200,
      body: '{"ok":true}',
    });
    expect(received).toHaveLength(1);
  });

  it('keeps to what happened where an error interceptor makes another error of it', async () => {
    respond = ({ socket }) => socket.resetAndDestroy();
    const service = httpService();
    service.axiosRef.interceptors.response.use(undefined, () => {
      throw new Error('Something went wrong, sorry');
    });
    expect(await failureOf(new AxiosGraphTransport(service).request(request()))).toMatchObject({
      failure: 'reset',
      requestStarted: true,
    });
  });

  it('takes the last answer where an interceptor makes the request again', async () => {
    respond = (_request, response) =>
      received.length === 1
        ? response.writeHead(401).end('{"error":{"code":190}}')
        : response.end('{"second":true}');
    const service = httpService();
    service.axiosRef.interceptors.response.use((response) =>
      response.status === 401 ? service.axiosRef.request(response.config) : response,
    );
    await expect(new AxiosGraphTransport(service).request(request())).resolves.toMatchObject({
      body: '{"second":true}',
    });
  });

  it('does not take an answer for the last word where the request that an interceptor made again broke', async () => {
    respond = (incoming, response) =>
      received.length === 1
        ? response.writeHead(401).end('{"error":{"code":190}}')
        : incoming.socket.resetAndDestroy();
    const service = httpService();
    service.axiosRef.interceptors.response.use((response) =>
      response.status === 401 ? service.axiosRef.request(response.config) : response,
    );
    expect(await failureOf(new AxiosGraphTransport(service).request(request()))).toMatchObject({
      requestStarted: true,
    });
  });

  it('is never sure that nothing was sent where an interceptor made a config of its own', async () => {
    respond = ({ socket }) => socket.resetAndDestroy();
    const service = httpService();
    service.axiosRef.interceptors.request.use(({ method, url: target, headers, data, adapter }) =>
      Promise.resolve({ method, url: target, headers, data: data as unknown, adapter }),
    );
    expect(await failureOf(new AxiosGraphTransport(service).request(request()))).toMatchObject({
      requestStarted: true,
    });
    expect(received).toHaveLength(1);
  });

  it("is not sure either over an application's own adapter", async () => {
    const adapter = () => Promise.reject(new AxiosError('socket hang up', 'ECONNRESET'));
    const error = await failureOf(new AxiosGraphTransport(httpService({ adapter })).request(request()));
    expect(error).toMatchObject({ failure: 'other', requestStarted: true });
  });

  it('works over any HttpService that the application provides instead', async () => {
    const plain = new HttpService();
    const transport = new AxiosGraphTransport(plain as WhatsAppHttpService);
    await expect(transport.request(request())).resolves.toMatchObject({ status: 200, body: '{"ok":true}' });
  });

  it('goes through the proxy of the environment, and not where `proxy` is false', async () => {
    const { host } = new URL(url);
    const env = { HTTP_PROXY: url };
    const before = process.env['HTTP_PROXY'];
    process.env['HTTP_PROXY'] = url;
    try {
      const there = request('', { url: 'http://graph.invalid/v24.0/1' });
      await expect(new AxiosGraphTransport(httpService({}, env)).request(there)).resolves.toMatchObject({
        status: 200,
      });
      expect(received[0]).toMatchObject({
        line: 'POST http://graph.invalid/v24.0/1',
        headers: { host: 'graph.invalid' },
      });
      await new AxiosGraphTransport(httpService({ proxy: false }, env)).request(request('/direct'));
      expect(received[1]).toMatchObject({ line: 'POST /direct', headers: { host } });
    } finally {
      if (before === undefined) delete process.env['HTTP_PROXY'];
      else process.env['HTTP_PROXY'] = before;
    }
  });

  it('goes through a proxy and an agent of the options', async () => {
    const { hostname, port } = new URL(url);
    const proxy = { host: hostname, port: Number(port), protocol: 'http' };
    const there = request('', { url: 'http://graph.invalid/v24.0/1' });
    await new AxiosGraphTransport(httpService({ proxy })).request(there);
    expect(received[0]?.line).toBe('POST http://graph.invalid/v24.0/1');

    const httpAgent = new HttpAgent({ keepAlive: true });
    await new AxiosGraphTransport(httpService({ httpAgent })).request(request());
    expect(received).toHaveLength(2);
    expect(Object.keys(httpAgent.freeSockets)).toHaveLength(1);
    httpAgent.destroy();
  });

  it("does not keep axios's config, which holds the token, in an error", async () => {
    respond = ({ socket }) => socket.resetAndDestroy();
    const errors = [
      await failureOf(new AxiosGraphTransport(httpService()).request(request())),
      await failureOf(
        new AxiosGraphTransport(httpService({ httpAgent: new HttpAgent() })).request(request()),
      ),
      await failureOf(
        new AxiosGraphTransport(
          httpService({ adapter: (config) => Promise.reject(new AxiosError('no', 'E', config)) }),
        ).request(request()),
      ),
    ];
    expect(inspect(errors, { depth: 20, showHidden: true })).not.toContain('secret-token');
  });
});

describe("WhatsAppHttpService in an application's own calls", () => {
  it('is an ordinary axios: JSON in and out, params, base URL, errors by status', async () => {
    const { axiosRef } = httpService({ baseURL: url });
    const { data } = await axiosRef.post<unknown>('/own', { a: 1 }, { params: { q: 'x y' } });
    expect(data).toEqual({ ok: true });
    expect(received[0]).toMatchObject({ line: 'POST /own?q=x+y', body: '{"a":1}' });
    respond = (_request, response) => response.writeHead(404).end('{"no":1}');
    const error = await failureOf(axiosRef.get('/missing'));
    expect(isAxiosError(error) && [error.code, error.response?.status, error.response?.data]).toEqual([
      'ERR_BAD_REQUEST',
      404,
      { no: 1 },
    ]);
  });

  it('gives streams, and follows redirects that were asked for', async () => {
    const service = httpService({ baseURL: url });
    const { data } = await firstValueFrom(
      service.get<NodeJS.ReadableStream>('/stream', { responseType: 'stream' }),
    );
    let text = '';
    for await (const chunk of data) text += String(chunk);
    expect(text).toBe('{"ok":true}');
    respond = ({ url: path }, response) =>
      path === '/from' ? response.writeHead(302, { location: '/to' }).end() : response.end('"there"');
    await expect(service.axiosRef.get('/from', { maxRedirects: 2 })).resolves.toMatchObject({
      data: 'there',
    });
  });

  it('keeps to the time limit, the signal and the cancel token of a call', async () => {
    respond = () => undefined;
    const { axiosRef } = httpService({ baseURL: url });
    expect(await failureOf(axiosRef.get('/', { timeout: 20 }))).toMatchObject({ code: 'ECONNABORTED' });
    expect(isCancel(await failureOf(axiosRef.get('/', { signal: AbortSignal.timeout(20) })))).toBe(true);
    respond = (_request, response) => response.end('y'.repeat(100));
    expect(await failureOf(axiosRef.get('/', { maxContentLength: 10 }))).toMatchObject({
      isAxiosError: true,
    });
  });
});
