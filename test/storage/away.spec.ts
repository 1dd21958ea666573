import { afterEach, describe, expect, it } from '@jest/globals';
import { TerminusModule } from '@nestjs/terminus';
import { GraphTransport, type WhatsAppStorage } from 'nestjs-whatsapp/extending';
import { StorageUnavailableError, WhatsAppMessagesService, type SendResult } from 'nestjs-whatsapp';
import { WhatsAppHealthIndicator } from 'nestjs-whatsapp/health';
import { postgres } from 'nestjs-whatsapp/postgres';
import { redis } from 'nestjs-whatsapp/redis';
import { textMessage } from 'nestjs-whatsapp/testing';
import { RecordingTransport } from '../support/recording-transport.js';
import { startOwnPostgres } from '../support/servers/postgres-server.js';
import { OwnRedis } from '../support/servers/redis-server.js';
import { WebhookApp } from '../support/webhooks/webhook-app.js';

interface Server {
  readonly url: string;
  kill(): Promise<void>;
  restart(): Promise<void>;
  stop(): Promise<void>;
}

const storages: [string, () => Promise<Server>, (url: string, waitMs: number) => WhatsAppStorage][] = [
  ['Redis', () => OwnRedis.start(), (url, waitMs) => redis(url, { waitMs })],
  ['PostgreSQL', startOwnPostgres, (url, waitMs) => postgres(url, { waitMs })],
];

describe.each(storages)('While %s is away', (_name, startServer, storageAt) => {
  let server: Server;
  let transport: RecordingTransport;
  let app: WebhookApp;

  async function start(waitMs: number): Promise<void> {
    server = await startServer();
    transport = new RecordingTransport();
    app = await WebhookApp.start({
      options: {
        storage: storageAt(server.url, waitMs),
        providers: [{ provide: GraphTransport, useValue: transport }],
        isGlobal: true,
      },
      metadata: { imports: [TerminusModule], providers: [WhatsAppHealthIndicator] },
    });
  }
  afterEach(async () => {
    await app.stop();
    await server.stop();
  });
  const send = (idempotencyKey?: string): Promise<SendResult> =>
    app.app
      .get(WhatsAppMessagesService)
      .sendText('+16505551234', 'hello', { ...(idempotencyKey && { idempotencyKey }) });
  const health = (): Promise<unknown> => app.app.get(WhatsAppHealthIndicator).checkStorage('storage');

  it('a send fails at once without being sent, a webhook is answered 503, health says so, and all recovers', async () => {
    await start(0);
    const handled = app.handle('shop', undefined, { matches: ({ kind }) => kind === 'message' });
    const message = textMessage('hello', { id: 'wamid.one' });
    await send('first');
    expect(await health()).toMatchObject({ storage: { status: 'up' } });
    const requests = transport.requests.length;

    await server.kill();
    await expect(send()).rejects.toThrow(StorageUnavailableError);
    await expect(send('second')).rejects.toMatchObject({
      code: 'WHATSAPP_STORAGE_UNAVAILABLE',
      retryable: true,
    });
    expect(await app.send(message)).toBe(503);
    expect(await health()).toMatchObject({
      storage: { status: 'down', reason: expect.stringContaining('The storage is not available') },
    });
    expect([transport.requests.length, handled.length]).toEqual([requests, 0]);

    await server.restart();
    await until(async () => (await app.send(message)) === 200);
    expect(await app.send(message)).toBe(200);
    await send('second');
    await send('first');
    expect([transport.requests.length, handled.length]).toEqual([requests + 1, 1]);
    expect(await health()).toMatchObject({ storage: { status: 'up' } });
  }, 60_000);

  it('a send waits for it, where it may', async () => {
    await start(45_000);
    await send('first');
    const requests = transport.requests.length;
    await server.kill();
    const sent = send('second');
    expect(await health()).toMatchObject({ storage: { status: 'down' } });
    expect(transport.requests.length).toBe(requests);
    await server.restart();
    await expect(sent).resolves.toMatchObject({ messageId: expect.any(String) });
    expect(transport.requests.length).toBe(requests + 1);
  }, 60_000);
});

/** A client that was cut connects again in its own time. */
async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, 50));
}
