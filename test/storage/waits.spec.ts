import { setImmediate } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { GraphTransport } from 'nestjs-whatsapp/extending';
import { WhatsAppMessagesService, type SendOptions } from 'nestjs-whatsapp';
import { messageStatus, textMessage, webhookOf, type WebhookUpdate } from 'nestjs-whatsapp/testing';
import { MapServer, MapStorage } from '../../libs/whatsapp/src/storage/spec-support/map-storage.js';
import { RecordingTransport } from '../support/recording-transport.js';
import { StorageWaits } from '../support/storage/storage-waits.js';
import { WebhookApp } from '../support/webhooks/webhook-app.js';

describe('At a storage behind a network', () => {
  let app: WebhookApp;
  let transport: RecordingTransport;
  let waits: StorageWaits;
  let server: MapServer;
  let count = 0;

  beforeEach(async () => {
    server = new MapServer();
    // What is asked for at the same time is on its way together.
    server.travel = () => setImmediate();
    const storage = new MapStorage(server);
    waits = new StorageWaits(storage);
    transport = new RecordingTransport();
    app = await WebhookApp.start({
      options: {
        storage,
        // A turn is waited for twice more, and again where the machine is too slow for it: that is no matter of a test.
        throughput: { enforce: false },
        providers: [{ provide: GraphTransport, useValue: transport }],
      },
    });
    app.handle('shop', undefined, { matches: ({ kind }) => kind === 'message' });
    // Its user is known from here on, and so is the storage's clock.
    await post(message());
    await send();
  });
  afterEach(() => app.stop());

  const next = (): string => String((count += 1));
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
      // What is overdue would be seen to meanwhile.
      timestamp: Math.floor(Date.now() / 1000),
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

  // As many as `webhooks.concurrency` lets run at the same time.
  it('the statuses of fifty users in one webhook are read by one call, and written by one', async () => {
    const statuses: WebhookUpdate[] = [];
    const before: WebhookUpdate[] = [];
    while (statuses.length < 50) {
      await send({}, `+1650555${1000 + statuses.length}`);
      before.push(status('sent'));
      statuses.push(status('delivered'));
    }
    // Their users are known from here on.
    await post(...before);
    const { reads, writes } = server;
    await post(...statuses);
    expect([server.reads - reads, server.writes - writes]).toEqual([1, 1]);
  });
});
