import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  deliveryStateOf,
  WhatsAppDeliveryService,
  SendOutcomeUnknownError,
  WhatsAppMessagesService,
  type DeliveryChange,
  type MessageStatusEvent,
} from 'nestjs-whatsapp';
import { WhatsAppSimulator, type FaultKind } from 'whatsapp-simulator';
import { WebhookApp } from '../support/webhooks/webhook-app.js';

const person = '+16505551234';

describe('Delivery against the simulator', () => {
  let simulator: WhatsAppSimulator;
  let app: WebhookApp;
  let messages: WhatsAppMessagesService;
  let tracker: WhatsAppDeliveryService;

  beforeEach(async () => {
    // No status comes before a test moves the clock on: an answer that is lost is always noticed first.
    simulator = await WhatsAppSimulator.start({
      speed: 0,
      statusDelays: { sentMs: 1, deliveredMs: 2, readMs: 3 },
    });
    app = await WebhookApp.start({
      options: {
        phoneNumberId: simulator.phoneNumberId,
        accessToken: simulator.accessToken,
        appSecret: simulator.appSecret,
        graph: { baseUrl: simulator.url },
        // 10,000 messages would wait for minutes at 80 a second, which is not what these tests are about.
        throughput: { enforce: false },
      },
    });
    simulator.setWebhookUrl(`${app.url}/webhooks/whatsapp`);
    messages = app.app.get(WhatsAppMessagesService);
    tracker = app.app.get(WhatsAppDeliveryService);
  });

  afterEach(async () => {
    await app.stop();
    await simulator.stop();
  });

  it.each<FaultKind>(['reset_after', 'half_response'])(
    'a request that Meta took and whose answer was lost (%s) is unknown, made once, and resolved by its status',
    async (kind) => {
      const changes: DeliveryChange[] = [];
      tracker.changes$.subscribe((change) => changes.push(change));
      const events = app.handle('test');
      simulator.addFault({ kind });
      const sending = messages.send({
        to: person,
        text: { body: 'hello' },
        biz_opaque_callback_data: 'order 7: "paid"',
      });
      const error: unknown = await sending.catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(SendOutcomeUnknownError);
      await simulator.advance(1000);
      await simulator.settled();
      expect(simulator.requestCount).toBe(1);
      expect(simulator.acceptedCount).toBe(1);
      const { correlationId = '' } = error as SendOutcomeUnknownError;
      const record = await tracker.getByCorrelationId(correlationId);
      expect(record).toMatchObject({
        messageId: simulator.messages[0]?.id,
        callbackData: 'order 7: "paid"',
        recipient: { to: person },
      });
      expect(record && deliveryStateOf(record)).toBe('read');
      expect(changes.map(({ from, state }) => [from, state])).toEqual([
        [undefined, 'unknown'],
        ['unknown', 'sent'],
        ['sent', 'delivered'],
        ['delivered', 'read'],
      ]);
      // What the application's own handlers see is what it gave.
      const statuses = events.filter((event): event is MessageStatusEvent => event.kind === 'status');
      expect(statuses.map(({ status }) => status.biz_opaque_callback_data)).toEqual(
        Array(3).fill('order 7: "paid"'),
      );
    },
  );

  it('a request that never reached Meta is unknown too, and stays so', async () => {
    simulator.addFault({ kind: 'reset_before' });
    const error: unknown = await messages.sendText(person, 'hello').catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(SendOutcomeUnknownError);
    await simulator.advance(1000);
    await simulator.settled();
    expect(simulator.acceptedCount).toBe(0);
    const [record] = await tracker.find({ recipient: '16505551234', state: 'unknown' });
    expect(record?.correlationId).toBe((error as SendOutcomeUnknownError).correlationId);
  });

  it('10,000 concurrent sends with 1,000 idempotency keys are 1,000 requests, though answers are lost', async () => {
    simulator.setWebhookUrl(undefined);
    for (const kind of ['reset_after', 'half_response'] as const) simulator.addFault({ kind, count: 5 });
    const outcomes = await Promise.allSettled(
      Array.from({ length: 10_000 }, (_, index) => {
        const key = index % 1000;
        const to = `+1650555${String(key).padStart(4, '0')}`;
        return messages.sendText(to, `text ${key}`, { idempotencyKey: `key ${key}` });
      }),
    );
    expect(simulator.requestCount).toBe(1000);
    expect(simulator.acceptedCount).toBe(1000);
    expect(new Set(simulator.messages.map(({ body }) => body.to)).size).toBe(1000);
    // All calls with a key have the same outcome, the unknown ones too.
    const said = outcomes.map((outcome) =>
      outcome.status === 'fulfilled'
        ? outcome.value.messageId
        : (outcome.reason as SendOutcomeUnknownError).correlationId,
    );
    expect(new Set(said).size).toBe(1000);
    expect(said).toEqual(said.map((_, index) => said[index % 1000]));
    const unknown = outcomes.filter(({ status }) => status === 'rejected');
    expect(unknown).toHaveLength(100);
  }, 60_000);
});
