import { afterEach, describe, expect, it } from '@jest/globals';
import { Clock } from 'nestjs-whatsapp/extending';
import { WhatsAppSequencesService, type SequenceFailureChoice, type SequenceProgress } from 'nestjs-whatsapp';
import { WhatsAppSimulator, type FaultOrder } from 'whatsapp-simulator';
import { FastClock } from '../support/fast-clock.js';
import { WebhookApp } from '../support/webhooks/webhook-app.js';

/** Both sides live ten times as fast as the machine: waiting for the pair limit takes seconds. */
const speed = 10;
const texts = ['1', '2', '3', '4', '5'];

const faults: readonly FaultOrder[] = [
  { kind: 'webhook_loss', probability: 0.02 },
  { kind: 'webhook_duplicate', probability: 0.05 },
  { kind: 'webhook_reorder', probability: 0.1 },
  { kind: 'latency', probability: 0.02, latencyMs: 50 },
  { kind: 'error', code: 131_016, probability: 0.01 },
  { kind: 'reset_before', probability: 0.002 },
  { kind: 'reset_after', probability: 0.005 },
  { kind: 'half_response', probability: 0.005 },
  { kind: 'failed_status', code: 131_026, probability: 0.002 },
];

/** A message as the simulator has it in its log, in the order in which it came. */
interface Arrived {
  readonly text: string;
  readonly acceptedAt: number;
  /** When it got to the phone; absent where it did not. */
  readonly deliveredAt?: number;
}

describe('Sequences against the simulator, which delays, doubles, reorders and loses statuses, and breaks connections', () => {
  let simulator: WhatsAppSimulator;
  let app: WebhookApp;

  afterEach(async () => {
    await app.stop();
    await simulator.stop();
  });

  /** Sends a sequence to each of so many users; resolves when all have ended. */
  async function sendToUsers(users: number, onFailure: SequenceFailureChoice): Promise<SequenceProgress[]> {
    simulator = await WhatsAppSimulator.start({
      phoneNumbers: [{ id: '106540352242922', throughput: 'HIGH' }],
      rules: { throughput: true, pairRateLimit: true },
      seed: 6,
      webhookBatch: { maxUpdates: 50, waitMs: 200 },
      webhookRetry: { timeoutMs: 600_000 },
      statusDelays: { sentMs: 100, deliveredMs: 300, readMs: 600 },
    });
    simulator.control.setSpeed(speed);
    for (const fault of faults) simulator.addFault(fault);
    app = await WebhookApp.start({
      options: {
        phoneNumberId: simulator.phoneNumberId,
        accessToken: simulator.accessToken,
        appSecret: simulator.appSecret,
        graph: { baseUrl: simulator.url },
        retry: { maxTotalMs: 600_000 },
        throughput: { messagesPerSecond: 1000 },
        providers: [{ provide: Clock, useValue: new FastClock(speed) }],
      },
    });
    simulator.setWebhookUrl(`${app.url}/webhooks/whatsapp`);
    const sequences = app.app.get(WhatsAppSequencesService);
    const running = await Promise.all(
      Array.from({ length: users }, (_, user) => {
        const sequence = sequences.sequence(`+1650556${String(user).padStart(4, '0')}`, {
          onFailure,
          stepTimeoutMs: 120_000,
        });
        for (const text of texts) sequence.add(text);
        return sequence.start();
      }),
    );
    return Promise.all(running.map(({ result }) => result));
  }

  /** The simulator's log, by user. */
  function log(): Arrived[][] {
    const byUser = new Map<string, Arrived[]>();
    for (const {
      id,
      body: { to = '' },
      acceptedAt,
    } of simulator.messages) {
      const { content, steps } = simulator.control.message(id);
      const delivered = steps.find(({ state }) => state === 'delivered');
      const deliveredAt = delivered && Date.parse(delivered.at);
      const arrived = {
        text: (content as { body: string }).body,
        acceptedAt: acceptedAt.getTime(),
        deliveredAt,
      };
      byUser.set(to, [...(byUser.get(to) ?? []), arrived]);
    }
    return [...byUser.values()];
  }

  it('a thousand arrive in order at every user, each message after the one before, and none without it', async () => {
    const results = await sendToUsers(1000, 'stop');
    const users = log();
    for (const arrived of users) {
      expect(arrived.map(({ text }) => text)).toEqual(texts.slice(0, arrived.length));
      for (const [index, { deliveredAt }] of arrived.slice(0, -1).entries()) {
        expect(deliveredAt).toBeLessThanOrEqual(arrived[index + 1]?.acceptedAt ?? 0);
      }
    }
    expect(results.map(({ state }) => state)).not.toContain('running');
    const complete = users.filter((arrived) => arrived.length === texts.length).length;
    expect(results.filter(({ state }) => state === 'completed').length).toBeLessThanOrEqual(complete);
    // Most of them have seen it through; without that the order would say little.
    expect(complete).toBeGreaterThan(500);
  }, 180_000);

  it.each(['skip', 'continue'] as const)(
    'where a failure stops nothing (%s) a message may be missing; none comes twice or before an earlier one',
    async (onFailure) => {
      const results = await sendToUsers(100, onFailure);
      for (const arrived of log()) {
        const order = arrived.map(({ text }) => text);
        expect(order).toEqual(texts.filter((text) => order.includes(text)));
      }
      expect(results.map(({ state }) => state)).toEqual(results.map(() => 'completed'));
      expect(simulator.acceptedCount).toBeGreaterThan(400);
    },
    120_000,
  );
});
