import { afterEach, describe, expect, it } from '@jest/globals';
import { WebhookReceiver } from './spec-support/webhook-receiver.js';
import { WhatsAppSimulator } from './whatsapp-simulator.js';

const ANA = '16505551234';
const cleanUp: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const stop of cleanUp.splice(0)) await stop();
});

/** A run with lots of luck in it, and all that the business sees of it; the webhooks as their bytes and signatures. */
async function run(seed: number) {
  const hooks = await WebhookReceiver.start();
  const simulator = await WhatsAppSimulator.start({
    seed,
    startAt: new Date('2026-11-21T12:00:00Z'),
    speed: 0,
    webhookUrl: hooks.url,
  });
  cleanUp.push(
    () => simulator.stop(),
    () => hooks.stop(),
  );
  simulator.addFault({ kind: 'error', code: 131016, probability: 0.3 });
  simulator.addFault({ kind: 'failed_status', code: 131049, probability: 0.3 });
  simulator.addFault({ kind: 'webhook_loss', probability: 0.2 });
  simulator.addFault({ kind: 'webhook_duplicate', probability: 0.2 });
  const answers: string[] = [];
  for (let n = 0; n < 20; n += 1) {
    const response = await fetch(`${simulator.url}/v24.0/${simulator.phoneNumberId}/messages`, {
      method: 'POST',
      headers: { authorization: `Bearer ${simulator.accessToken}`, 'content-type': 'application/json' },
      body: JSON.stringify({ messaging_product: 'whatsapp', to: `+${ANA}`, text: { body: `${n}` } }),
    });
    answers.push(`${response.status} ${await response.text()}`);
    await simulator.receive({ from: `+${ANA}`, text: `answer ${n}` });
    await simulator.advance(1000);
  }
  await simulator.settled();
  const webhooks = hooks.received.map(
    ({ raw, headers }) =>
      `${String(headers['x-hub-signature-256'])} ${String(headers['x-hub-signature'])} ${raw}`,
  );
  return { answers, webhooks, now: simulator.now.toISOString() };
}

describe('a run with a seed, a start and a clock that stands still', () => {
  it('can be repeated to the byte: answers, ids, faults and signed webhooks', async () => {
    const [first, again] = [await run(7), await run(7)];
    expect(again).toEqual(first);
    expect(first.now).toBe('2026-11-21T12:00:20.000Z');
    expect(first.answers.some((answer) => answer.startsWith('500'))).toBe(true);
    expect(first.answers.some((answer) => answer.startsWith('200'))).toBe(true);
  });

  it('is another one with another seed', async () => {
    const [first, other] = [await run(7), await run(8)];
    expect(other.answers).not.toEqual(first.answers);
  });
});
