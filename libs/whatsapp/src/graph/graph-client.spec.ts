import { createHmac } from 'node:crypto';
import { getEventListeners } from 'node:events';
import { inspect } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import {
  GraphCallFailedError,
  RequestNotSentError,
  SendCancelledError,
  SendOutcomeUnknownError,
  WhatsAppConfigurationError,
  WhatsAppValidationError,
  type WhatsAppError,
} from '../errors/index.js';
import { createGraphError } from '../errors/internal.js';
import { FakeClock } from '../testing/fake-clock.js';
import { BackoffRetryPolicy } from './retry/backoff-retry-policy.js';
import { GraphClient } from './graph-client.js';
import { GraphCredentialsCache } from './call/graph-credentials.js';
import { GraphTransportError } from './transport/graph-transport.error.js';
import { GraphTransport, type GraphRequest, type GraphResponse } from './transport/graph-transport.js';
import { RetryPolicy, type FailedAttempt } from './retry/retry-policy.js';

const RETRY = { maxAttempts: 4, maxTotalMs: 90_000, baseDelayMs: 500, maxDelayMs: 30_000 };
const CALLER = { name: 'default', accessToken: () => Promise.resolve('token-1') };

/** Answers from a list, and remembers what was asked. */
class ScriptedTransport extends GraphTransport {
  readonly requests: GraphRequest[] = [];

  constructor(private readonly script: (GraphResponse | Error)[]) {
    super();
  }

  request(request: GraphRequest): Promise<GraphResponse> {
    this.requests.push(request);
    const next = this.script[this.requests.length - 1] ?? new Error('the script is over');
    return next instanceof Error ? Promise.reject(next) : Promise.resolve(next);
  }
}

function ok(body: unknown): GraphResponse {
  return { status: 200, headers: {}, body: JSON.stringify(body) };
}

function clientWith(...script: (GraphResponse | Error)[]) {
  const transport = new ScriptedTransport(script);
  const clock = new FakeClock({ autoAdvance: true });
  const policy = new BackoffRetryPolicy({ retry: RETRY }, () => 0.5);
  const graph = { baseUrl: 'https://graph.example/', version: 'v24.0' };
  return { transport, clock, client: new GraphClient({ graph }, transport, policy, clock) };
}

/** Asks for another attempt whatever happened, as a policy of an application may. */
class AlwaysRetry extends RetryPolicy {
  readonly asked: FailedAttempt[] = [];

  nextDelayMs(failed: FailedAttempt): number | undefined {
    this.asked.push(failed);
    return failed.attempts < 3 ? 1 : undefined;
  }
}

/** A client over a transport that resolves or rejects with anything. */
function clientOver(request: (sent: GraphRequest) => unknown, policy: RetryPolicy = new AlwaysRetry()) {
  const requests: GraphRequest[] = [];
  class AnyTransport extends GraphTransport {
    async request(sent: GraphRequest): Promise<GraphResponse> {
      requests.push(sent);
      return (await request(sent)) as GraphResponse;
    }
  }
  const clock = new FakeClock({ autoAdvance: true });
  const graph = { baseUrl: 'https://graph.example/', version: 'v24.0' };
  return { client: new GraphClient({ graph }, new AnyTransport(), policy, clock), requests, clock };
}

const refusal: GraphResponse = { status: 400, headers: {}, body: '{"error":{"code":131000}}' };

const acceptId = (answer: unknown): string | undefined => (Object(answer) as { id?: string }).id;

describe('GraphClient', () => {
  it('posts JSON with the bearer token to the version and path', async () => {
    const { client, transport } = clientWith(ok({ id: 'wamid.1' }));
    await expect(client.post(CALLER, '1234/messages', '{"a":1}', { accept: acceptId })).resolves.toBe(
      'wamid.1',
    );
    expect(transport.requests).toEqual([
      {
        method: 'POST',
        url: 'https://graph.example/v24.0/1234/messages',
        headers: {
          accept: 'application/json',
          authorization: 'Bearer token-1',
          'content-type': 'application/json',
          'user-agent': 'nestjs-whatsapp',
        },
        body: '{"a":1}',
        signal: undefined,
      },
    ]);
  });

  it('signs the token with the app secret, beside the other parameters', async () => {
    const { client, transport } = clientWith(ok({}), ok({}));
    const caller = { ...CALLER, appSecret: 'app-secret' };
    const proof = createHmac('sha256', 'app-secret').update('token-1').digest('hex');
    await client.get(caller, '1234', { query: { fields: 'id,name', after: undefined, limit: 5 } });
    await client.delete(caller, '99');
    expect(
      transport.requests.map(({ method, url, headers }) => [method, url, headers['content-type']]),
    ).toEqual([
      [
        'GET',
        `https://graph.example/v24.0/1234?fields=id%2Cname&limit=5&appsecret_proof=${proof}`,
        undefined,
      ],
      ['DELETE', `https://graph.example/v24.0/99?appsecret_proof=${proof}`, undefined],
    ]);
  });

  it('asks for the token before each attempt, so that a renewed one is used', async () => {
    let asked = 0;
    const { client, transport } = clientWith(new GraphTransportError('dns', false), ok({ id: '1' }));
    const caller = { name: 'default', accessToken: () => Promise.resolve(`token-${++asked}`) };
    await client.post(caller, 'p', '{}', { accept: acceptId });
    expect(transport.requests.map(({ headers }) => headers['authorization'])).toEqual([
      'Bearer token-1',
      'Bearer token-2',
    ]);
  });

  it('sends nothing where there is no token', async () => {
    const { client, transport } = clientWith();
    const vaultIsDown = { name: 'sales', accessToken: () => Promise.reject(new Error('vault is down')) };
    await expect(client.post(vaultIsDown, 'p', '{}', { accept: acceptId })).rejects.toThrow(
      RequestNotSentError,
    );
    const misconfigured = new WhatsAppConfigurationError(['no token']);
    const caller = { name: 'sales', accessToken: () => Promise.reject(misconfigured) };
    await expect(client.post(caller, 'p', '{}', { accept: acceptId })).rejects.toBe(misconfigured);
    expect(transport.requests).toEqual([]);
  });

  it('calls no path in which a part is missing, or that an address would read as another', async () => {
    const stray = [
      [
        '',
        '.',
        '..',
        '/1234',
        '1234/',
        '1234//media',
        './1234',
        '../1234',
        '1234/..',
        '1234/../me',
        '1234/./me',
      ],
      ['%2e%2E', '1234/%2e%2e/me', '..?fields=id', '1234/..#', '1234\\..\\me', '.\t.', '12\n34'],
    ].flat();
    const { client, transport } = clientWith();
    for (const path of stray) {
      for (const call of [
        client.get(CALLER, path),
        client.delete(CALLER, path),
        client.post(CALLER, path, '{}', { accept: () => true }),
      ]) {
        await expect(call).rejects.toThrow(WhatsAppValidationError);
      }
    }
    expect(transport.requests).toHaveLength(0);
  });

  it('calls every other path', async () => {
    const paths = [
      'me',
      '1234/media',
      '...',
      '1234/a.b',
      'upload:MTph?sig=a//../b==',
      '%2e%2e%2e',
      '.well-known/x',
    ];
    const { client, transport } = clientWith(...paths.map(() => ok({})));
    for (const path of paths) await client.get(CALLER, path);
    expect(transport.requests.map(({ url }) => url)).toEqual(
      paths.map((path) => `https://graph.example/v24.0/${path}`),
    );
  });

  it('takes a body of another type', async () => {
    const { client, transport } = clientWith(ok({ id: '1' }));
    const body = new Uint8Array([1, 2]);
    await client.post(CALLER, 'media', body, {
      contentType: 'multipart/form-data; boundary=x',
      accept: acceptId,
    });
    expect(transport.requests[0]).toMatchObject({
      body,
      headers: { 'content-type': 'multipart/form-data; boundary=x' },
    });
  });

  it('does not know the outcome where reading the answer or the transport itself fails', async () => {
    const unreadable = clientWith(ok({ id: '1' })).client.post(CALLER, 'p', '{}', {
      accept: () => {
        throw new TypeError('cannot read');
      },
    });
    await expect(unreadable).rejects.toThrow(SendOutcomeUnknownError);
    const broken = clientWith(new TypeError('a mistake in a transport'));
    await expect(broken.client.post(CALLER, 'p', '{}', { accept: acceptId })).rejects.toThrow(
      SendOutcomeUnknownError,
    );
    expect(broken.transport.requests).toHaveLength(1);
  });

  it('makes a call that is safe to repeat again, whatever happened to it', async () => {
    const { client, transport } = clientWith(
      new GraphTransportError('headers-timeout', true),
      { status: 502, headers: {}, body: '<h1>' },
      ok({ id: 'read' }),
    );
    await expect(client.post(CALLER, 'p', '{}', { repeatable: true, accept: acceptId })).resolves.toBe(
      'read',
    );
    expect(transport.requests).toHaveLength(3);
  });

  it('does not repeat a read that was cancelled or answered by somebody else', async () => {
    const cancelled = clientWith(new GraphTransportError('aborted', true));
    await expect(cancelled.client.get(CALLER, 'p')).rejects.toThrow(GraphCallFailedError);
    const html = clientWith({ status: 403, headers: {}, body: '<h1>Forbidden by the proxy</h1>' });
    await expect(html.client.get(CALLER, 'p')).rejects.toMatchObject({
      httpStatus: 403,
      retryable: false,
      attempts: 1,
    });
    expect(html.transport.requests).toHaveLength(1);
  });

  it('asks no policy, of whatever kind, whether to send again what may have been sent', async () => {
    const policy = new AlwaysRetry();
    const { client, requests } = clientOver(() => {
      throw new GraphTransportError('reset', true);
    }, policy);
    await expect(client.post(CALLER, 'p', '{}', { accept: acceptId })).rejects.toThrow(
      SendOutcomeUnknownError,
    );
    expect([requests.length, policy.asked.length]).toEqual([1, 0]);
  });

  it.each([
    ['nothing', undefined],
    ['null', null],
    ['a body that is parsed already', { status: 200, headers: {}, body: { id: 'wamid.1' } }],
    ['no body', { status: 200, headers: {} }],
    ['no headers', { status: 400, body: '{"error":{"code":131000,"message":"x"}}' }],
    ['no status', { headers: {}, body: '{}' }],
  ])('does not know the outcome where a transport answers with %s', async (_what, answer) => {
    const { client, requests } = clientOver(() => answer);
    const sent = client.post(CALLER, 'p', '{}', { correlationId: 'c-1', accept: acceptId });
    await expect(sent).rejects.toThrow(SendOutcomeUnknownError);
    await expect(sent).rejects.toMatchObject({
      reason: 'the transport gave no HTTP answer',
      correlationId: 'c-1',
    });
    expect(requests).toHaveLength(1);
    const read = client.get(CALLER, 'p');
    await expect(read).rejects.toThrow(GraphCallFailedError);
    const opening = new (class extends GraphTransport {
      request(): Promise<GraphResponse> {
        return Promise.resolve(refusal);
      }
      override open(): Promise<never> {
        return Promise.resolve(answer as never);
      }
    })();
    const graph = { baseUrl: 'https://graph.example/', version: 'v24.0' };
    const opened = new GraphClient(
      { graph },
      opening,
      new AlwaysRetry(),
      new FakeClock({ autoAdvance: true }),
    );
    await expect(opened.open(CALLER, 'https://graph.example/file')).rejects.toThrow(GraphCallFailedError);
  });

  it('shows neither token nor message in an error, whatever a transport rejects with', async () => {
    const { client } = clientOver(({ headers, body }) => {
      const inner = Object.assign(new Error(`socket closed, ${headers['authorization']}`), {
        code: 'ECONNRESET',
        request: { headers },
      });
      throw Object.assign(new Error('boom', { cause: inner }), {
        isAxiosError: true,
        config: { headers, data: body },
      });
    });
    const body = JSON.stringify({ text: { body: 'my card is 4111' } });
    for (const call of [
      client.post(CALLER, 'p', body, { accept: acceptId }),
      client.post(CALLER, 'p', body, { accept: acceptId, repeatable: true }),
    ]) {
      const error: unknown = await call.catch((thrown: unknown) => thrown);
      expect(inspect(error, { depth: null })).not.toMatch(/token-1|4111/);
      expect(error).toMatchObject({
        cause: { name: 'Error', message: 'boom', cause: { code: 'ECONNRESET' } },
      });
    }
    const vault = Object.assign(new Error('vault is down'), {
      config: { headers: { 'x-vault-token': 's3cret' } },
    });
    const unreachable = { name: 'sales', accessToken: () => Promise.reject(vault) };
    const error: unknown = await client.get(unreachable, 'p').catch((thrown: unknown) => thrown);
    expect(inspect(error, { depth: null })).not.toContain('s3cret');
    expect(error).toMatchObject({ cause: { message: 'vault is down' } });
  });

  it('ends a cause that causes itself', async () => {
    const endless = new Error('round and round');
    endless.cause = endless;
    const { client } = clientOver(() => {
      throw endless;
    });
    await expect(client.post(CALLER, 'p', '{}', { accept: acceptId })).rejects.toMatchObject({
      cause: { message: 'round and round' },
    });
  });

  it.each([
    [
      'throws',
      () => {
        throw new TypeError('a mistake in a limiter');
      },
    ],
    ['rejects', () => Promise.reject(new TypeError('a mistake in a limiter'))],
  ])("keeps Meta's error where whoever is told of it %s", async (_how, onRejected) => {
    const { client } = clientOver(
      () => refusal,
      new BackoffRetryPolicy({ retry: { ...RETRY, maxAttempts: 1 } }),
    );
    await expect(client.post(CALLER, 'p', '{}', { onRejected, accept: acceptId })).rejects.toMatchObject({
      graphCode: 131000,
    });
  });

  it('does not wait for a token once it is cancelled', async () => {
    const { client, requests } = clientOver(() => refusal);
    const hanging = { name: 'sales', accessToken: () => new Promise<string>(() => {}) };
    const controller = new AbortController();
    const sent = client.post(hanging, 'p', '{}', { signal: controller.signal, accept: acceptId });
    const opened = client.open(hanging, 'https://graph.example/file', { signal: controller.signal });
    const reason = new Error('the user went away');
    controller.abort(reason);
    await expect(sent).rejects.toThrow(SendCancelledError);
    await expect(sent).rejects.toMatchObject({ cause: reason });
    await expect(opened).rejects.toThrow(SendCancelledError);
    expect(requests).toEqual([]);
  });

  it('tries nothing again once the application shuts down, and says so', async () => {
    const transport = new ScriptedTransport([refusal, refusal]);
    const clock = new FakeClock();
    const graph = { baseUrl: 'https://graph.example/', version: 'v24.0' };
    const client = new GraphClient({ graph }, transport, new AlwaysRetry(), clock);
    const ended = client.post(CALLER, 'p', '{}', { accept: acceptId }).catch((error: unknown) => error);
    await until(() => transport.requests.length === 1);
    client.onApplicationShutdown();
    expect(await ended).toMatchObject({
      name: 'RequestNotSentError',
      reason: 'the application is shutting down',
      retryable: true,
      attempts: 1,
      advice: 'Nothing was sent. Send it again when the application runs again.',
      cause: { graphCode: 131000 },
    });
    await expect(client.post(CALLER, 'p', '{}', { accept: acceptId })).rejects.toMatchObject({
      reason: 'the application is shutting down',
    });
    await expect(client.open(CALLER, 'https://graph.example/file')).rejects.toThrow(RequestNotSentError);
    expect(transport.requests).toHaveLength(1);
  });

  it.each([true, false])(
    'lets any number of calls wait for another attempt without a warning of Node’s (signal given: %s)',
    async (isGiven) => {
      const signals: AbortSignal[] = [];
      // Many a clock adds a listener of its own, as node:timers does.
      class ListeningClock extends FakeClock {
        override sleep(ms: number, signal?: AbortSignal): Promise<void> {
          if (signal) signals.push(signal);
          return super.sleep(ms, signal);
        }
      }
      const clock = new ListeningClock();
      const transport = new ScriptedTransport(Array.from({ length: 30 }, () => refusal));
      const graph = { baseUrl: 'https://graph.example/', version: 'v24.0' };
      const client = new GraphClient({ graph }, transport, new AlwaysRetry(), clock);
      const abort = new AbortController();
      const { signal } = abort;
      const ended = Array.from({ length: 30 }, () =>
        client.post(CALLER, 'p', '{}', { accept: acceptId, ...(isGiven && { signal }) }),
      ).map((call) => call.catch((error: unknown) => error));
      await until(() => clock.sleeping === 30);
      expect(new Set(signals).size).toBe(30);
      expect(getEventListeners(signal, 'abort')).toHaveLength(isGiven ? 1 : 0);
      if (isGiven) abort.abort();
      else client.onApplicationShutdown();
      const names = (await Promise.all(ended)).map((error) => error instanceof Error && error.name);
      expect(new Set(names)).toEqual(new Set([isGiven ? 'SendCancelledError' : 'RequestNotSentError']));
      expect(getEventListeners(signal, 'abort')).toHaveLength(0);
      expect(clock.sleeping).toBe(0);
    },
  );

  it('does not say of a read without an answer that it was not sent when the application shuts down', async () => {
    const transport = new ScriptedTransport([new GraphTransportError('reset', true)]);
    const graph = { baseUrl: 'https://graph.example/', version: 'v24.0' };
    const client = new GraphClient({ graph }, transport, new AlwaysRetry(), new FakeClock());
    const ended = client.get(CALLER, 'p').catch((error: unknown) => error);
    await until(() => transport.requests.length === 1);
    client.onApplicationShutdown();
    expect(await ended).toBeInstanceOf(GraphCallFailedError);
  });
});

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setImmediate(resolve));
}

describe('BackoffRetryPolicy', () => {
  function delayOf(
    error: WhatsAppError | undefined,
    attempts = 1,
    { elapsedMs = 0, random = 0.5, retry = {} } = {},
  ) {
    if (!error) throw new Error('no Graph error');
    const policy = new BackoffRetryPolicy({ retry: { ...RETRY, ...retry } }, () => random);
    return policy.nextDelayMs({ error, attempts, elapsedMs });
  }

  function graphError(code: number, headers: Readonly<Record<string, string>> = {}) {
    return createGraphError({ status: 400, headers, body: { error: { code } } });
  }

  it('doubles the bound of the delay, up to the longest, with full jitter', () => {
    const error = new RequestNotSentError('dns');
    const limits = { retry: { maxAttempts: 20 } };
    expect([1, 2, 3, 7, 8].map((attempts) => delayOf(error, attempts, limits))).toEqual([
      250, 500, 1000, 15_000, 15_000,
    ]);
    expect(delayOf(error, 3, { random: 0 })).toBe(0);
    expect(delayOf(error, 3, { random: 0.999 })).toBe(1998);
  });

  it('gives up at the last attempt, and where the next would begin too late', () => {
    const error = new RequestNotSentError('dns');
    expect(delayOf(error, 4)).toBeUndefined();
    expect(delayOf(error, 1, { retry: { maxAttempts: 1 } })).toBeUndefined();
    expect(delayOf(error, 1, { elapsedMs: 89_750 })).toBe(250);
    expect(delayOf(error, 1, { elapsedMs: 89_751 })).toBeUndefined();
  });

  it('follows the advice of the code table', () => {
    expect(delayOf(graphError(131026))).toBeUndefined();
    expect(delayOf(graphError(100))).toBeUndefined();
    expect(delayOf(graphError(139100))).toBeUndefined();
    expect([delayOf(graphError(1)), delayOf(graphError(1), 2)]).toEqual([250, undefined]);
    expect(delayOf(graphError(130429))).toBe(1250);
    expect([1, 2, 3].map((attempts) => delayOf(graphError(131056), attempts))).toEqual([1000, 4000, 16_000]);
    expect(delayOf(graphError(131057))).toBe(60_000);
    expect(delayOf(graphError(134101))).toBeUndefined();
    expect(delayOf(graphError(368))).toBeUndefined();
  });

  it('waits as long as Meta asked, longer than its own longest delay too, but not beyond the total', () => {
    expect(delayOf(graphError(2, { 'retry-after': '45' }))).toBe(45_000);
    expect(delayOf(graphError(4, { 'retry-after': '20' }))).toBe(20_000);
    expect(delayOf(graphError(131056, { 'retry-after': '3' }), 2)).toBe(4000);
    expect(delayOf(graphError(2, { 'retry-after': '91' }))).toBeUndefined();
  });

  it('takes what Meta asked as a lower bound of the wait that a code needs', () => {
    const at = (code: number, seconds: string) => delayOf(graphError(code, { 'retry-after': seconds }));
    expect([at(131057, '0'), at(131057, '70')]).toEqual([60_000, 70_000]);
    expect(at(131049, '1')).toBeUndefined();
    for (const code of [368, 131048, 133016, 132015]) expect(at(code, '0')).toBeUndefined();
    for (const code of [368, 131048, 132015]) expect(at(code, '1')).toBeUndefined();
    // Throttling without a time of its own: as long as Meta says, and never at once.
    expect([at(4, '1'), at(4, '0')]).toEqual([1000, 250]);
    expect(delayOf(graphError(4))).toBeUndefined();
  });

  it('never repeats what may have been sent', () => {
    expect(delayOf(new SendOutcomeUnknownError('reset'))).toBeUndefined();
  });

  it('is random where no source is given', () => {
    const policy = new BackoffRetryPolicy({ retry: RETRY });
    const delay = policy.nextDelayMs({ error: new RequestNotSentError('dns'), attempts: 1, elapsedMs: 0 });
    expect(delay).toBeGreaterThanOrEqual(0);
    expect(delay).toBeLessThan(500);
  });
});

describe('GraphCredentialsCache', () => {
  it('makes the headers of a token once', () => {
    const cache = new GraphCredentialsCache();
    expect(cache.of('token', 'secret')).toBe(cache.of('token', 'secret'));
    expect(cache.of('token', 'secret').proofQuery).not.toBe(cache.of('token', 'other').proofQuery);
    expect(cache.of('token', undefined).proofQuery).toBe('');
  });

  it('never holds more tokens than it may', () => {
    const cache = new GraphCredentialsCache(3);
    for (let number = 0; number < 10; number++) cache.of(`token-${number}`, undefined);
    expect(cache.size).toBe(3);
  });
});
