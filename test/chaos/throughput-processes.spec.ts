import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { WhatsAppSimulator } from 'whatsapp-simulator';
import { Child } from '../e2e/child.js';
import { storageServers, type StorageServer } from './support/storages-under-test.js';

const root = join(import.meta.dirname, '../..');
const processes = 4;
/** Messages to each user, from as many processes. */
const each = 2;

// What does not fit into the burst of its user is sent when that is repaid, and a storage is waited for up to a minute.
jest.setTimeout(180_000);

beforeAll(() => {
  if (!existsSync(join(root, 'libs/whatsapp/dist/index.js'))) {
    throw new Error(
      'This spec runs the built library and there is none: run "npm run build" first ("npm test" does).',
    );
  }
});

describe.each(['SQLite', 'Redis', 'PostgreSQL'] as const)(
  'Four processes that send from one number, over %s',
  (kind) => {
    let server: StorageServer;
    let simulator: WhatsAppSimulator;
    let children: Child[];

    beforeAll(async () => {
      server = await storageServers[kind]();
    });
    afterAll(() => server.stop());
    beforeEach(() => {
      children = [];
    });
    afterEach(async () => {
      for (const child of children) child.kill('SIGKILL');
      await Promise.all(children.map(({ exit }) => exit));
      await simulator.stop();
    });

    it.each([
      [80, 'STANDARD', 120],
      [1000, 'HIGH', 600],
    ] as const)(
      'at %i a second and ways of up to 30 ms: Meta refuses nothing, of the number nor of a pair',
      async (rate, throughput, users) => {
        const phoneNumberId = '106540352242922';
        simulator = await WhatsAppSimulator.start({
          phoneNumbers: [{ id: phoneNumberId, throughput }],
          rules: { throughput: true, pairRateLimit: true },
          statusDelays: { sentMs: false, deliveredMs: false, readMs: false },
        });
        const storage = server.fresh();
        for (let index = 0; index < processes; index += 1) {
          children.push(
            new Child(join(root, 'test/chaos/support/fleet-sender.mjs'), {
              STORAGE: storage.address,
              STORAGE_OPTIONS: JSON.stringify({ ...storage.options, waitMs: 60_000 }),
              SIMULATOR: simulator.url,
              PHONE_NUMBER_ID: phoneNumberId,
              ACCESS_TOKEN: simulator.accessToken,
              RATE: String(rate),
              USERS: String(users),
              MESSAGES: String(users * each),
              IN_A_ROW: String(each),
              BLOCK: '1',
              PROCESS: String(index),
              PROCESSES: String(processes),
              JITTER_MS: '30',
              AT_ONCE: String((users * each) / processes),
              START_AT: String(Date.now() + 1500),
              END_AT: '0',
            }),
          );
        }
        await Promise.all(children.map(({ exit }) => exit));
        const outcomes = children.map(
          ({ stdout, stderr }) => JSON.parse(stdout || JSON.stringify(stderr)) as Record<string, number>,
        );
        // A machine may be too busy for its storage; Meta must have nothing to refuse all the same.
        for (const outcome of outcomes) {
          expect(outcome).toEqual(expect.objectContaining({ accepted: expect.any(Number) }));
          expect(Object.keys(outcome)).not.toContain('130429');
          expect(Object.keys(outcome)).not.toContain('131056');
        }
        const accepted = outcomes.reduce((sum, outcome) => sum + (outcome['accepted'] ?? 0), 0);
        expect(accepted).toBeGreaterThan(0);
        expect(simulator.messages).toHaveLength(accepted);
      },
    );
  },
);
