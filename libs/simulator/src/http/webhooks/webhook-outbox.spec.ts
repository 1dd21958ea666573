import { createHmac } from 'node:crypto';
import { afterEach, describe, expect, it } from '@jest/globals';
import { WebhookReceiver } from '../../spec-support/webhook-receiver.js';
import type { WhatsAppSimulatorOptions } from '../../simulator-options.js';
import { WhatsAppSimulator } from '../../whatsapp-simulator.js';

const cleanUp: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const stop of cleanUp.splice(0)) await stop();
});

async function start(options: (url: string) => WhatsAppSimulatorOptions = () => ({})) {
  const hooks = await WebhookReceiver.start();
  cleanUp.push(() => hooks.stop());
  const simulator = await WhatsAppSimulator.start({
    webhookUrl: hooks.url,
    statusDelays: { sentMs: 0, deliveredMs: 0, readMs: 0 },
    webhookRetry: { firstDelayMs: 1, maxAttempts: 3 },
    ...options(hooks.url),
  });
  cleanUp.push(() => simulator.stop());
  return { simulator, hooks };
}

const write = (simulator: WhatsAppSimulator, text: string) =>
  simulator.receive({ from: '+16505551234', text });

/** The texts that arrived, in their order. */
function texts({ received }: WebhookReceiver): string[] {
  return received.flatMap(({ raw }) => [...raw.matchAll(/"body":"(.*?)"/g)].map(([, text = '']) => text));
}

describe('webhooks on order', () => {
  it('get lost, come twice, or out of order', async () => {
    const { simulator, hooks } = await start();
    simulator.addFault({ kind: 'webhook_loss' });
    await write(simulator, 'lost');
    simulator.addFault({ kind: 'webhook_duplicate' });
    await write(simulator, 'twice');
    simulator.addFault({ kind: 'webhook_reorder' });
    await write(simulator, 'first');
    await write(simulator, 'second');
    await simulator.settled();
    expect(texts(hooks)).toEqual(['twice', 'twice', 'second', 'first']);
    expect(simulator.deliveries.map(({ state }) => state)).toEqual([
      'lost',
      'delivered',
      'delivered',
      'delivered',
    ]);
  });

  it('that should come after their follower come all the same where there is none', async () => {
    const { simulator, hooks } = await start();
    simulator.addFault({ kind: 'webhook_reorder' });
    await write(simulator, 'alone');
    expect(texts(hooks)).toEqual([]);
    await simulator.advance(1000);
    expect(texts(hooks)).toEqual(['alone']);
  });

  it('are drawn alike with the same seed', async () => {
    const run = async () => {
      const { simulator } = await start(() => ({ seed: 42 }));
      simulator.addFault({ kind: 'webhook_loss', probability: 0.5 });
      for (let n = 0; n < 20; n += 1) await write(simulator, `${n}`);
      return simulator.deliveries.map(({ state }) => state);
    };
    const [first, second] = [await run(), await run()];
    expect(first).toEqual(second);
    expect(new Set(first)).toEqual(new Set(['lost', 'delivered']));
  });
});

describe('webhooks in batches', () => {
  it('go in one POST when there are enough, or after a moment', async () => {
    const { simulator, hooks } = await start(() => ({ webhookBatch: { maxUpdates: 3, waitMs: 1000 } }));
    for (const text of ['1', '2', '3', '4']) await write(simulator, text);
    await simulator.advance(1000);
    await simulator.settled();
    expect(hooks.received.map(({ raw }) => (raw.match(/"body"/g) ?? []).length)).toEqual([3, 1]);
    expect(simulator.deliveries[0]?.summary).toBe('text from Ana, text from Ana, text from Ana');
  });
});

describe('every app that is subscribed', () => {
  it('gets the fields that it wants, signed with its own secret', async () => {
    const second = await WebhookReceiver.start();
    cleanUp.push(() => second.stop());
    const { simulator, hooks } = await start(() => ({
      subscriptions: [{ name: 'crm', url: second.url, appSecret: 'other', fields: ['user_preferences'] }],
    }));
    await write(simulator, 'Hi');
    await simulator.control.act('16505551234', { action: 'stop_marketing' });
    expect(hooks.received).toHaveLength(2);
    expect(second.received).toHaveLength(1);
    const [webhook] = second.received;
    const hmac = (hash: string) =>
      createHmac(hash, 'other')
        .update(webhook?.raw ?? '')
        .digest('hex');
    expect(webhook?.headers).toMatchObject({
      'x-hub-signature-256': `sha256=${hmac('sha256')}`,
      'x-hub-signature': `sha1=${hmac('sha1')}`,
    });
    expect(simulator.deliveries.map(({ subscription }) => subscription)).toEqual(['app', 'app', 'crm']);
  });
});

describe('retries', () => {
  it('go on in simulated time', async () => {
    const { simulator, hooks } = await start(() => ({
      webhookRetry: { firstDelayMs: 60_000, maxDelayMs: 600_000 },
    }));
    const refusal = { status: 500, body: '' };
    hooks.answerWith(refusal, refusal, refusal);
    await write(simulator, 'again');
    expect(hooks.received).toHaveLength(1);
    await simulator.advance(60_000);
    expect(hooks.received).toHaveLength(2);
    await simulator.advance(10 * 60_000);
    await simulator.settled();
    expect(hooks.received).toHaveLength(4);
    expect(simulator.deliveries).toMatchObject([{ state: 'delivered' }]);
  });

  it('keep the beginning of an answer that is not 200, which says what was wrong', async () => {
    const { simulator, hooks } = await start(() => ({ webhookRetry: { maxAttempts: 1 } }));
    hooks.answerWith({ status: 503, body: `Not handled yet ${'.'.repeat(600)}` });
    await write(simulator, 'refused');
    const [attempt] = simulator.deliveries[0]?.attempts ?? [];
    expect(attempt).toMatchObject({ status: 503 });
    expect(attempt?.answer).toMatch(/^Not handled yet \.{484}$/);
  });

  it.each([201, 204, 302, 404, 503])('come after a %s too: only 200 ends them', async (status) => {
    const { simulator, hooks } = await start();
    hooks.answerWith({ status, body: '' });
    await write(simulator, 'again');
    await simulator.advance(1000);
    await simulator.settled();
    expect(simulator.deliveries[0]).toMatchObject({
      state: 'delivered',
      attempts: [{ status }, { status: 200 }],
    });
  });

  it('are further and further apart, and end with the last one', async () => {
    const { simulator, hooks } = await start(() => ({
      webhookRetry: { maxAttempts: 5, firstDelayMs: 1000, maxDelayMs: 4000 },
      startAt: new Date('2026-11-21T12:00:00Z'),
      speed: 0,
    }));
    hooks.answerWith(...Array.from({ length: 9 }, () => ({ status: 500, body: '' })));
    await write(simulator, 'never');
    await simulator.advance(60_000);
    const [delivery] = simulator.deliveries;
    expect(delivery?.state).toBe('failed');
    expect(delivery?.attempts.map(({ at }) => at.toISOString().slice(17, 19))).toEqual([
      '00',
      '01',
      '03',
      '07',
      '11',
    ]);
  });
});
