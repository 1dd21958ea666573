// `npm run bench:storage`: what a send and a webhook cost over each storage, beside the memory of the process; see README.md.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { signWebhook, webhookOf, textMessage, messageStatus } from 'nestjs-whatsapp/testing';
import { Pool } from 'undici';
import { startPostgres } from '../test/support/servers/postgres-server.ts';
import { startRedis } from '../test/support/servers/redis-server.ts';
import { Child } from './child.mjs';
import { columns, median, medianOf, ratio, times } from './report.mjs';

const help = `Sends messages and takes webhooks in over each storage, and compares what that costs.

Usage: npm run bench:storage -- [options]

  --messages N   of each kind, storage and round (default 1000; a multiple of 100)
  --rounds N     rounds that count; one more runs first to warm up (default 3)
  --help         this text

Redis and PostgreSQL are started for it; REDIS_URL and DATABASE_URL name others, which are written to. A goal that is missed does not
change the exit code.
`;

const IN_FLIGHT = 32;
const BATCH = 100;
/** One after another, to see how long one takes and how often it waits. */
const ALONE = 100;

/** The measurements, and how often each may wait for its storage in a row (`waits`), or ask it in all (`calls`). */
const operations = [
  { name: 'text', title: 'A text message', goal: { inARow: 4 }, run: sending({}) },
  {
    name: 'keyed',
    title: 'A text message with an idempotency key',
    goal: { inARow: 4 },
    run: sending({ isKeyed: true }),
  },
  {
    name: 'message',
    title: 'A webhook with a message that a handler takes',
    goal: { inARow: 3 },
    run: posting(messages),
  },
  { name: 'status', title: 'A webhook with a status', goal: { inARow: 2 }, run: posting(statuses) },
  {
    name: 'batch',
    title: `A webhook with ${BATCH} statuses (CPU: of one of them)`,
    goal: { calls: 2 },
    size: BATCH,
    run: posting(statuses, BATCH),
  },
];

/** Inbound messages so far. */
let written = 0;

try {
  await main(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${error.stack}\n`);
  process.exitCode = 1;
}

async function main(args) {
  const { values } = parseArgs({
    args,
    options: {
      messages: { type: 'string', default: '1000' },
      rounds: { type: 'string', default: '3' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(help);
    return;
  }
  const [count, rounds] = [Number(values.messages), Number(values.rounds)];
  if (!(count >= BATCH && count % BATCH === 0 && Number.isInteger(rounds) && rounds >= 1))
    throw new Error(help);
  const { storages, stop } = await startStorages();
  try {
    await measure(storages, count, rounds);
    report(storages, count, rounds);
  } finally {
    await stop();
  }
}

async function startStorages() {
  const folder = mkdtempSync(join(tmpdir(), 'whatsapp-bench-'));
  const stops = [async () => rmSync(folder, { recursive: true, force: true })];
  const stop = async () => {
    for (const each of stops.splice(0)) await each();
  };
  try {
    const meta = await Child.start('server.mjs');
    stops.unshift(() => meta.stop());
    const servers = [await startRedis(), await startPostgres()];
    stops.unshift(...servers.map((server) => () => server.stop()));
    const storages = [
      { title: 'memory', address: 'memory:' },
      { title: 'SQLite', address: `sqlite:${join(folder, 'whatsapp.db')}` },
      { title: 'Redis', address: servers[0].url },
      { title: 'PostgreSQL', address: servers[1].url },
    ];
    for (const storage of storages) {
      const metaUrl = `http://127.0.0.1:${meta.ready.port}`;
      const child = await Child.start('storage-app.mjs', [storage.address, metaUrl]);
      const pool = new Pool(child.ready.url, { connections: IN_FLIGHT });
      stops.unshift(async () => {
        await pool.close();
        await child.ask({ what: 'close' });
        await child.stop();
      });
      const ask = async (what, question) => (await child.ask({ what, ...question })).answer;
      Object.assign(storage, { ask, pool, rounds: {}, alone: {} });
    }
    return { storages, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** All storages in turn, operation by operation: what slows the machine down for a while slows all of them down. */
async function measure(storages, count, rounds) {
  for (let round = 0; round <= rounds; round += 1) {
    log(round === 0 ? 'warming up ...' : `round ${round} of ${rounds} ...`);
    for (const { name, run } of operations) {
      for (const storage of storages) {
        const prepared = await run(storage, count);
        const before = await storage.ask('cpu');
        await prepared(IN_FLIGHT);
        const after = await storage.ask('cpu');
        const cpuUs = (after.user + after.system - before.user - before.system) / count;
        if (round > 0) (storage.rounds[name] ??= []).push({ cpuUs });
      }
    }
  }
  log('one by one ...');
  for (const { name, size = 1, run } of operations) {
    for (const storage of storages) {
      const figures = [];
      for (let turn = 0; turn < ALONE; turn += 1) {
        const prepared = await run(storage, size);
        await storage.ask('reset');
        const began = performance.now();
        await prepared(1);
        figures.push({ ms: performance.now() - began, ...(await storage.ask('waits')) });
      }
      storage.alone[name] = figures;
    }
  }
}

function sending(options) {
  return async (storage, count) => (atOnce) => storage.ask('send', { count, atOnce, ...options });
}

/** Posts webhooks that are made before the clock runs. */
function posting(updatesFor, size = 1) {
  return async ({ ask, pool }, count) => {
    const updates = await updatesFor(ask, count);
    const bodies = [];
    while (updates.length > 0) bodies.push(JSON.stringify(webhookOf(updates.splice(0, size))));
    return (atOnce) => Promise.all(Array.from({ length: atOnce }, () => postAll(pool, bodies)));
  };
}

async function postAll(pool, bodies) {
  for (let body = bodies.pop(); body !== undefined; body = bodies.pop()) await post(pool, body);
}

async function post(pool, body) {
  const headers = { 'content-type': 'application/json', 'x-hub-signature-256': signWebhook(body, 'secret') };
  const response = await pool.request({ method: 'POST', path: '/webhooks/whatsapp', headers, body });
  await response.body.dump();
  if (response.statusCode !== 200) throw new Error(`A webhook was answered with ${response.statusCode}`);
}

async function messages(_ask, count) {
  return Array.from({ length: count }, () => {
    written += 1;
    const user = { waId: `1650556${1000 + (written % 9000)}` };
    return textMessage(`hello ${written}`, { id: `wamid.in.${written}`, user });
  });
}

/** Of messages that are sent for it. */
async function statuses(ask, count) {
  const sent = await ask('send', { count, atOnce: IN_FLIGHT });
  return sent.map(({ messageId, correlationId, to }) =>
    messageStatus('delivered', {
      id: messageId,
      user: { waId: to.slice(1) },
      extra: { biz_opaque_callback_data: `nw1:${correlationId}` },
    }),
  );
}

function report(storages, count, rounds) {
  const [memory] = storages;
  print(
    `Node ${process.versions.node}, ${count} of each kind a round, ${IN_FLIGHT} in flight, medians of ${rounds} rounds.\n` +
      'CPU: user and system time of the client process. Ratios: of that CPU time, round by round. ms, waits in a row and calls: of ' +
      'one alone. A call is one statement or command; of SQLite one transaction.\n',
  );
  for (const { name, title, goal } of operations) {
    const rows = storages.map(({ title: storage, rounds: measured, alone }) => [
      storage,
      medianOf(measured[name], 'cpuUs').toFixed(0),
      times(ratio(measured[name], memory.rounds[name])),
      median(alone[name].map(({ ms }) => ms)).toFixed(2),
      String(median(alone[name].map(({ inARow }) => inARow))),
      String(median(alone[name].map(({ calls }) => calls))),
    ]);
    print(
      `\n${title}\n${columns([['', 'CPU µs', 'memory', 'ms', 'waits', 'calls'], ...rows])}\n${judge(goal, name, storages)}\n`,
    );
  }
}

/** Counted where they cost most. */
function judge(goal, name, storages) {
  const [[figure, atMost]] = Object.entries(goal);
  const found = median(storages.at(-1).alone[name].map((one) => one[figure]));
  const words = figure === 'inARow' ? 'waits in a row' : 'calls';
  return `${found <= atMost ? 'met    ' : 'not met'}  ${found} ${words} on PostgreSQL (goal: at most ${atMost})`;
}

function print(text) {
  process.stdout.write(text);
}

function log(text) {
  process.stderr.write(`${text}\n`);
}
