/*
 * Several processes send from one number to a simulator that keeps Meta's limits, as fast as the library lets them, in real time:
 * nothing may be refused, and the rate must be used. `npm run soak:fleet -- --help`.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Child } from '../e2e/child.ts';
import { startPostgres } from '../support/servers/postgres-server.ts';
import { startRedis } from '../support/servers/redis-server.ts';
import { startSimulator } from './simulator-process.mjs';

const usage = `Usage: npm run soak:fleet -- [options]

Sends through the library as built, from several processes over one storage, to a simulator on a process of its own that refuses whatever
is above Meta's limits. Retries are off: one 130429 or 131056 fails the run, and so does a rate below the goal.

  --rate <number>       messages a second that the number may send: 80 or 1000 (80)
  --seconds <number>    for how long (60)
  --users <number>      to how many users (2000)
  --processes <number>  how many send (4)
  --jitter <ms>         by how much messages take longer than others to Meta (30)
  --storage <name>      redis, postgres or sqlite (redis)
  --goal <percent>      of the rate that must be used (95)
  --help                this text
`;

const { values } = parseArgs({
  options: {
    rate: { type: 'string', default: '80' },
    seconds: { type: 'string', default: '60' },
    users: { type: 'string', default: '2000' },
    processes: { type: 'string', default: '4' },
    jitter: { type: 'string', default: '30' },
    storage: { type: 'string', default: 'redis' },
    goal: { type: 'string', default: '95' },
    help: { type: 'boolean', default: false },
  },
});
/** Shares find their balance, and processes start. */
const warmUpSeconds = 5;

const storages = {
  redis: async () => {
    const server = await startRedis();
    return { address: server.url, stop: () => server.stop() };
  },
  postgres: async () => {
    const server = await startPostgres();
    return { address: server.url, stop: () => server.stop() };
  },
  sqlite: async () => {
    const folder = mkdtempSync(join(tmpdir(), 'whatsapp-fleet-'));
    return {
      address: `sqlite:${join(folder, 'fleet.db')}`,
      stop: () => Promise.resolve(rmSync(folder, { recursive: true, force: true })),
    };
  },
};

process.exitCode = await main();

async function main() {
  const [rate, seconds, users, processes, jitter, goal] = [
    'rate',
    'seconds',
    'users',
    'processes',
    'jitter',
    'goal',
  ].map((name) => Number(values[name]));
  const start = storages[values.storage];
  const isValid = [seconds, users, processes].every((number) => number > 0) && jitter >= 0 && goal >= 0;
  if (values.help || !start || !isValid || ![80, 1000].includes(rate)) {
    process.stderr.write(usage);
    return values.help ? 0 : 2;
  }
  const storage = await start();
  const simulator = await startSimulator({
    historyLimit: 100,
    phoneNumbers: [{ id: '106540352242922', throughput: rate === 1000 ? 'HIGH' : 'STANDARD' }],
    rules: { throughput: true, pairRateLimit: true },
    statusDelays: { sentMs: false, deliveredMs: false, readMs: false },
  });
  const messages = rate * (seconds + 2 * warmUpSeconds);
  // A message every six seconds to each user is no burst; what is more than that goes in bursts.
  const inARow = rate * 7 <= users ? 1 : Math.ceil(messages / users);
  const startAt = Date.now() + 3000;
  const endAt = startAt + (seconds + warmUpSeconds) * 1000;
  const children = Array.from(
    { length: processes },
    (_, index) =>
      new Child(fileURLToPath(new URL('../chaos/support/fleet-sender.mjs', import.meta.url)), {
        STORAGE: storage.address,
        STORAGE_OPTIONS: '{}',
        SIMULATOR: simulator.url,
        PHONE_NUMBER_ID: simulator.phoneNumberId,
        ACCESS_TOKEN: simulator.accessToken,
        RATE: String(rate),
        USERS: String(users),
        MESSAGES: String(messages),
        IN_A_ROW: String(inARow),
        // A burst is one process's: where one lags behind, the others would have used it up.
        BLOCK: String(inARow),
        PROCESS: String(index),
        PROCESSES: String(processes),
        JITTER_MS: String(jitter),
        AT_ONCE: String(Math.ceil(Math.max((rate * 1.2) / processes, 80))),
        START_AT: String(startAt),
        END_AT: String(endAt),
      }),
  );
  try {
    await sleep(startAt + warmUpSeconds * 1000 - Date.now());
    const [before, from] = [(await simulator.client.state()).acceptedMessages, performance.now()];
    await sleep(seconds * 1000);
    const [after, to] = [(await simulator.client.state()).acceptedMessages, performance.now()];
    const codes = await Promise.all(children.map(outcomesOf));
    const perSecond = ((after - before) / (to - from)) * 1000;
    const used = (100 * perSecond) / rate;
    const refused = (await simulator.client.refused()).length;
    process.stdout.write(
      `${processes} processes over ${values.storage}: ${perSecond.toFixed(1)} of ${rate} a second for ${seconds} s, ${used.toFixed(1)} % of the rate; ${refused} refused; ${JSON.stringify(codes)}\n`,
    );
    return refused === 0 && used >= goal ? 0 : 1;
  } finally {
    for (const child of children) child.kill('SIGKILL');
    await Promise.all(children.map(({ exit }) => exit));
    await simulator.stop();
    await storage.stop();
  }
}

/** How many were accepted, and what else became of messages; those that waited at the end were cancelled. */
async function outcomesOf(child) {
  await child.exit;
  if (child.stderr) process.stderr.write(child.stderr.slice(0, 2000));
  const { WHATSAPP_SEND_CANCELLED: _waited, ...outcomes } = JSON.parse(child.stdout || '{}');
  return outcomes;
}
