import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { DeliveryRecord, SequenceProgress } from 'nestjs-whatsapp';
import { WhatsAppSimulator } from 'whatsapp-simulator';
import { Child } from '../e2e/child.js';
import { freePort } from '../support/servers/free-port.js';
import { startOwnPostgres } from '../support/servers/postgres-server.js';
import { OwnRedis } from '../support/servers/redis-server.js';

const root = join(import.meta.dirname, '../..');
const kills = 10;
/** So many are sent, and so many come in. */
const messages = 2000;
const eachLife = messages / kills;
const people = 40;
/** In these lives, and in the last one, the message that is held is waited for: a killed process keeps it for a while. */
const heldIn = new Set([1, 5, 10]);

// Eleven processes start one after another for each storage, on a machine that may be busy.
jest.setTimeout(600_000);

/** What a process is told of a send. */
interface Told {
  readonly state: 'accepted' | 'unknown';
  readonly messageId?: string;
  readonly correlationId: string;
}

interface Server {
  readonly url: string;
  stop(): Promise<void>;
}

const storages: readonly (readonly [name: string, start: () => Promise<Server>])[] = [
  ['SQLite', startFile],
  ['PostgreSQL', startOwnPostgres],
  ['Redis', () => OwnRedis.start()],
];

describe.each(storages)('Processes over %s', (_name, startStorage) => {
  let storage: Server;
  let simulator: WhatsAppSimulator;
  let port: number;
  /** The processes one after another; the last one may still wait for its turn. */
  let lives: Child[];

  beforeEach(async () => {
    if (!existsSync(join(root, 'libs/whatsapp/dist/index.js'))) {
      throw new Error(
        'This spec runs the built library and there is none: run "npm run build" first ("npm test" does).',
      );
    }
    lives = [];
    storage = await startStorage();
    port = await freePort();
    simulator = await WhatsAppSimulator.start({
      webhookUrl: `http://127.0.0.1:${port}/webhooks/whatsapp`,
      // As stubborn as Meta, but sooner.
      webhookRetry: { maxAttempts: 10_000, firstDelayMs: 50, maxDelayMs: 500 },
      webhookBatch: { maxUpdates: 10, waitMs: 50 },
      statusDelays: { sentMs: 20, deliveredMs: false, readMs: false },
    });
  });

  afterEach(async () => {
    for (const life of lives) life.kill('SIGKILL');
    await Promise.all(lives.map(({ exit }) => exit));
    await simulator.stop();
    await storage.stop();
  });

  /** It begins when nobody listens at its port any more. */
  function load(life: number, at = port): Child {
    const child = new Child(join(root, 'test/chaos/support/restarting-app.mjs'), {
      STORAGE: storage.url,
      PORT: String(at),
      BASE_URL: simulator.url,
      ACCESS_TOKEN: simulator.accessToken,
      APP_SECRET: simulator.appSecret,
      VERIFY_TOKEN: simulator.verifyToken,
      PHONE_NUMBER_ID: simulator.phoneNumberId,
      HOLDS: life <= kills ? 'yes' : '',
    });
    lives.push(child);
    return child;
  }

  /** Asks the process; `undefined` where it ended before its answer. */
  async function ask<T>(path: string, question: unknown): Promise<T | undefined> {
    let answer: { status: number; text: string };
    try {
      const response = await fetch(`http://127.0.0.1:${port}${path}`, {
        method: 'POST',
        body: JSON.stringify(question),
      });
      answer = { status: response.status, text: await response.text() };
    } catch {
      return undefined;
    }
    if (answer.status !== 200) throw new Error(`${path} was answered with ${answer.text}`);
    return JSON.parse(answer.text) as T;
  }

  /** With the same key, until it is answered. */
  async function send(index: number): Promise<Told> {
    for (;;) {
      const told = await ask<Told>('/send', { key: String(index), to: personOf(index) });
      if (told) return told;
      await sleep(50);
    }
  }

  const printed = (pattern: RegExp): string[][] =>
    lives.flatMap(({ stdout }) => [...stdout.matchAll(pattern)].map((match) => match.slice(1)));

  /** The ids of the messages that were accepted, by their text. */
  function acceptedByText(): Map<string, string[]> {
    const accepted = new Map<string, string[]>();
    for (const { id, body } of simulator.messages) {
      const { text } = body as { text?: { body?: string } };
      const key = text?.body ?? '';
      accepted.set(key, [...(accepted.get(key) ?? []), id]);
    }
    return accepted;
  }

  /** Of sends that were told as unknown, once a status or their deadline has said what became of them. */
  async function resolved(correlationIds: readonly string[]): Promise<DeliveryRecord[]> {
    for (;;) {
      const records = await ask<(DeliveryRecord | null)[]>('/deliveries', { correlationIds });
      const known = records?.filter((record) => record !== null) ?? [];
      const open = known.filter(({ times }) => times.sent === undefined && times.unresolved === undefined);
      if (known.length === correlationIds.length && open.length === 0) return known;
      await sleep(200);
    }
  }

  it('send and answer each message once or tell it as unknown, and know what became of all, killed ten times', async () => {
    const asked: Promise<Told>[] = [];
    const received: Promise<string>[] = [];
    const sequences: (readonly [id: string | undefined, texts: readonly string[]])[] = [];
    const stopped: string[] = [];
    let heldId = '';

    let running = load(1);
    for (let life = 1; life <= kills; life += 1) {
      await running.output(/^listening$/m);
      const next = load(life + 1);
      if (life === 1) heldId = await simulator.receive({ from: '+16505550999', text: 'hold' });
      if (heldIn.has(life)) await running.output(new RegExp(`^run ${heldId} `, 'm'));
      const texts = [1, 2, 3].map((step) => `sequence ${life}, step ${step}`);
      sequences.push([await ask<string>('/sequence', { to: `+1650557${1000 + life}`, texts }), texts]);
      const news = Array.from({ length: eachLife }, (_, index) => send(asked.length + index));
      asked.push(...news);
      while (received.length < (eachLife + 1) * life - 1) {
        received.push(
          simulator.receive({ from: personOf(received.length), text: `message ${received.length}` }),
        );
      }
      stopped.push(`+1650556${1000 + life}`);
      received.push(simulator.receive({ from: `+1650556${1000 + life}`, text: 'STOP' }));
      // In the midst of what it was just given, and of what the one before has left.
      await running.output(new RegExp(`(?:^(?:run|reply) .+\\n){${eachLife}}`, 'm'));
      await someOf(news, eachLife / 4);
      running.kill('SIGKILL');
      expect(await running.exit).toBe('SIGKILL');
      running = next;
    }
    const answers = await Promise.all(asked);
    const inboundIds = [heldId, ...(await Promise.all(received))];
    await simulator.settled();
    const accepted = acceptedByText();
    // Nothing of what follows is told from the memory of who has learnt it.
    const last = load(kills + 2);
    running.kill('SIGKILL');
    await last.output(/^listening$/m);

    // Each send is accepted once, or told as unknown and resolved.
    const unknown = answers.filter(({ state }) => state === 'unknown');
    for (const [index, { state, messageId }] of answers.entries()) {
      const ids = accepted.get(`send ${index}`) ?? [];
      expect([index, ids]).toEqual([index, state === 'accepted' ? [messageId] : ids.slice(0, 1)]);
    }

    // So is each reply; its handler was run for every message.
    const replies = printed(/^reply (\S+) (accepted|unknown) (\S+)$/gm);
    expect(new Set(replies.map(([id]) => id))).toEqual(new Set(inboundIds));
    for (const [id = '', state] of replies) {
      const ids = accepted.get(`answer to ${id}`) ?? [];
      expect([id, ids.length]).toEqual([id, state === 'accepted' ? 1 : Math.min(ids.length, 1)]);
    }
    const unknownIds = new Set([
      ...unknown.map(({ correlationId }) => correlationId),
      ...replies.flatMap(([, state, correlationId = '']) => (state === 'unknown' ? [correlationId] : [])),
    ]);
    const acceptedIds = new Set(simulator.messages.map(({ id }) => id));
    const wrong = (await resolved([...unknownIds])).filter(({ messageId = '', times }) =>
      times.sent === undefined ? messageId !== '' : !acceptedIds.has(messageId),
    );
    expect(wrong).toEqual([]);

    // What became of a message is known of all that went out.
    const correlationIds = simulator.messages.map(({ body }) =>
      String(body.biz_opaque_callback_data).replace(/^nw1:/, ''),
    );
    const known = (await ask<(DeliveryRecord | null)[]>('/deliveries', { correlationIds })) ?? [];
    expect(known.map((record) => [record?.messageId, typeof record?.times.sent])).toEqual(
      simulator.messages.map(({ id }) => [id, 'number']),
    );

    // Who has written is known by both ids, has an open window, and has opted out who wrote "STOP".
    const phones = [...stopped, ...Array.from({ length: people }, (_, index) => personOf(index))];
    const users = await ask('/users', { phones });
    expect(users).toEqual(
      phones.map((phone) => ({
        userId: expect.any(String),
        window: 'open',
        optedOut: stopped.includes(phone),
      })),
    );

    // Attempts go on counting.
    const attempts = printed(/^run (\S+) (\d+)$/gm);
    for (const id of inboundIds) {
      const counts = attempts.filter(([of]) => of === id).map(([, attempt]) => Number(attempt));
      expect([id, counts]).toEqual([id, [...new Set(counts)].toSorted((a, b) => a - b)]);
    }
    expect(attempts.filter(([id]) => id === heldId).length).toBeGreaterThan(heldIn.size);

    // Sequences are there, and have sent nothing twice or out of order.
    for (const [id = '', texts] of sequences) {
      const progress = await ask<SequenceProgress | null>('/progress', { id });
      expect(progress).toMatchObject({ id, total: texts.length });
      const sent = texts.map((text) => accepted.get(text)?.length ?? 0);
      expect([id, sent]).toEqual([id, sent.map((count) => Math.min(count, 1)).toSorted((a, b) => b - a)]);
    }
  });

  it('do nothing twice where one stalls for longer than its lease while another has taken over', async () => {
    const otherPort = await freePort();
    const [stalling, other] = [load(1), load(kills + 1, otherPort)];
    await Promise.all([stalling, other].map((life) => life.output(/^listening$/m)));
    const heldId = await simulator.receive({ from: personOf(1), text: 'hold' });
    await stalling.output(new RegExp(`^run ${heldId} 1$`, 'm'));
    stalling.kill('SIGSTOP');
    const held = simulator.deliveries.find(({ messageIds }) => messageIds.includes(heldId));
    // As Meta does: again, to whichever of them has its turn.
    const deliver = async (): Promise<number> => {
      const response = await fetch(`http://127.0.0.1:${otherPort}/webhooks/whatsapp`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', 'X-Hub-Signature-256': held?.signature ?? '' },
        body: JSON.stringify(held?.payload),
      });
      return response.status;
    };
    while ((await deliver()) !== 200) await sleep(50);
    expect(other.stdout).toMatch(new RegExp(`^reply ${heldId} accepted `, 'm'));
    stalling.kill('SIGCONT');
    // It goes on from where it was.
    stalling.kill('SIGUSR2');
    await stalling.output(new RegExp(`^reply ${heldId} accepted `, 'm'));
    expect(printed(/^run (\S+) (\d+)$/gm)).toEqual([
      [heldId, '1'],
      [heldId, '2'],
    ]);
    expect(acceptedByText().get(`answer to ${heldId}`)).toHaveLength(1);
  });
});

/** Resolves when so many of them have. */
function someOf(promises: readonly Promise<unknown>[], count: number): Promise<void> {
  return new Promise((resolve, reject) => {
    let left = count;
    const one = (): void => {
      left -= 1;
      if (left === 0) resolve();
    };
    for (const promise of promises) promise.then(one, reject);
  });
}

function personOf(index: number): string {
  return `+1650555${1000 + (index % people)}`;
}

function startFile(): Promise<Server> {
  const folder = mkdtempSync(join(tmpdir(), 'whatsapp-restart-'));
  return Promise.resolve({
    url: `sqlite:${join(folder, 'whatsapp.db')}`,
    stop: () => Promise.resolve(rmSync(folder, { recursive: true })),
  });
}
