import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { GraphTransport, type WhatsAppStorage } from 'nestjs-whatsapp/extending';
import { WhatsAppMessagesService, type SendOptions } from 'nestjs-whatsapp';
import { postgres } from 'nestjs-whatsapp/postgres';
import { redis } from 'nestjs-whatsapp/redis';
import { sqlite } from 'nestjs-whatsapp/sqlite';
import { messageStatus, textMessage, webhookOf, type WebhookUpdate } from 'nestjs-whatsapp/testing';
import pg from 'pg';
import { MapServer, MapStorage } from '../../libs/whatsapp/src/storage/spec-support/map-storage.js';
import { RecordingTransport } from '../support/recording-transport.js';
import { startPostgres } from '../support/servers/postgres-server.js';
import { startRedis } from '../support/servers/redis-server.js';
import { StorageWaits } from '../support/storage/storage-waits.js';
import { WebhookApp } from '../support/webhooks/webhook-app.js';

/** Where each test's storage is. */
interface Server {
  open(): WhatsAppStorage;
  stop(): Promise<void>;
}

const storages: readonly (readonly [name: string, start: () => Promise<Server>])[] = [
  ['maps behind a network', startMaps],
  ['SQLite', startSqlite],
  ['Redis', startOneRedis],
  ['PostgreSQL', startOnePostgres],
];

describe.each(storages)('Over %s', (storageName, start) => {
  const isSqlite = storageName === 'SQLite';
  let server: Server;
  let app: WebhookApp;
  let transport: RecordingTransport;
  let waits: StorageWaits;
  let count = 0;

  beforeAll(async () => {
    server = await start();
  }, 60_000);
  afterAll(() => server.stop());

  beforeEach(async () => {
    const storage = server.open();
    waits = new StorageWaits(storage);
    transport = new RecordingTransport();
    app = await WebhookApp.start({
      options: {
        storage,
        // The rate limiter is waited for twice more, and again where the machine is too slow for it: that is no matter of a test.
        throughput: { enforce: false },
        providers: [{ provide: GraphTransport, useValue: transport }],
      },
    });
    app.handle('shop', undefined, { matches: ({ kind }) => kind === 'message' });
    // Its user is known from here on, and so are the storage's clock and collections.
    await post(message());
    await send();
    await send({ idempotencyKey: next() });
  });
  afterEach(() => app.stop());

  const next = (): string => `${process.pid}.${(count += 1)}`;
  const message = (): WebhookUpdate => textMessage('hello', { id: `wamid.in.${next()}` });
  const send = (options?: SendOptions, to = '+16505551234'): Promise<unknown> =>
    app.app.get(WhatsAppMessagesService).sendText(to, `text ${next()}`, options);
  const post = async (...updates: WebhookUpdate[]): Promise<void> => {
    expect(await app.post(JSON.stringify(webhookOf(updates)))).toBe(200);
  };
  /** Of the message that was sent last. */
  const status = (name: string): WebhookUpdate => {
    const { to, biz_opaque_callback_data } = transport.lastBody;
    return messageStatus(name, {
      user: { waId: String(to).slice(1) },
      id: `wamid.${transport.requests.length}`,
      // An earlier time would make an earlier deadline, which is looked up beside.
      timestamp: Math.ceil(Date.now() / 1000) + 1,
      extra: { biz_opaque_callback_data },
    });
  };

  it.each<readonly [what: string, atMost: number, operation: () => Promise<unknown>]>([
    ['a send', 2, () => send()],
    ['a send with an idempotency key', 2, () => send({ idempotencyKey: next() })],
    ['a message that is handled', 3, () => post(message())],
    ['a status', 2, () => post(status('delivered'))],
  ])('%s waits at most %i times in a row', async (_what, atMost, operation) => {
    waits.reset();
    await operation();
    expect(waits.inARow).toBeGreaterThan(0);
    expect(waits.inARow).toBeLessThanOrEqual(atMost);
  });

  it('the statuses of a hundred users in one webhook are read together, and written together', async () => {
    const statuses: WebhookUpdate[] = [];
    const before: WebhookUpdate[] = [];
    while (statuses.length < 100) {
      await send({}, `+1650555${1000 + statuses.length}`);
      before.push(status('sent'));
      statuses.push(status('delivered'));
    }
    // Their users are known from here on.
    await post(...before);
    waits.reset();
    await post(...statuses);
    expect(waits.inARow).toBeLessThanOrEqual(2);
    // A change of SQLite is a call, and all of them are one transaction.
    expect(waits.calls).toBe(isSqlite ? statuses.length : 2);
  });
});

function startMaps(): Promise<Server> {
  return Promise.resolve({
    open: () => {
      const server = new MapServer();
      // What is asked for at the same time is on its way together.
      server.travel = () => setImmediate();
      return new MapStorage(server);
    },
    stop: () => Promise.resolve(),
  });
}

function startSqlite(): Promise<Server> {
  const folder = mkdtempSync(join(tmpdir(), 'whatsapp-waits-'));
  return Promise.resolve({
    open: () => sqlite(join(folder, `${randomUUID()}.db`)),
    stop: () => Promise.resolve(rmSync(folder, { recursive: true })),
  });
}

async function startOneRedis(): Promise<Server> {
  const server = await startRedis();
  return {
    open: () => redis(server.url, { keyPrefix: `wa-test-${randomUUID()}:` }),
    stop: async () => server.stop(),
  };
}

async function startOnePostgres(): Promise<Server> {
  const server = await startPostgres();
  const schema = `test ${randomUUID()}`;
  return {
    open: () => postgres(server.url, { schema }),
    stop: async () => {
      const pool = new pg.Pool({ connectionString: server.url });
      await pool.query(`DROP SCHEMA IF EXISTS "${schema}" CASCADE`);
      await pool.end();
      await server.stop();
    },
  };
}
