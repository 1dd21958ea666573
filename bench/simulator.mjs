// `node bench/simulator.mjs [--messages N]`: how many sends a second the simulator takes on one core, with its schema checks on,
// without webhooks and with them; whether its memory stays flat; how fast it starts. Needs `npm run build`.
import { createServer } from 'node:http';
import { parseArgs } from 'node:util';
import { Pool } from 'undici';
import { Child } from './child.mjs';
import { listMessage, textMessage } from './messages.mjs';
import { startUp } from './start-up.mjs';

const IN_FLIGHT = 64;
const { values } = parseArgs({ options: { messages: { type: 'string', default: '1000000' } } });
const total = Number(values.messages);
if (!Number.isSafeInteger(total) || total < 20_000)
  throw new Error('--messages must be a whole number from 20000 on');

print(`Node ${process.versions.node}\n`);
await printStartUp();
const receiver = await startReceiver();
const simulator = await Child.start('simulator-process.mjs');
const { url, phoneNumberId, accessToken } = simulator.ready;
const pool = new Pool(url, { connections: IN_FLIGHT });
try {
  await sends(20_000, 'text');
  for (const kind of ['text', 'list']) await measure(`${kind}, webhooks off`, kind, 50_000);
  await flatMemory();
  for (const kind of ['text', 'list'])
    await measure(`${kind}, webhooks on (3 a message)`, kind, 10_000, receiver.url);
  print(`webhooks received: ${receiver.count()}\n`);
} finally {
  await pool.close();
  await simulator.stop();
  receiver.close();
}

async function printStartUp() {
  const { booted, loaded, listening, accepted, cpu } = await startUp();
  print(
    `a process that starts a simulator listens after ${listening.toFixed(0)} ms (goal: < 300 ms; ${cpu.toFixed(0)} ms of CPU time): ` +
      `Node itself ${booted.toFixed(0)}, loading the modules ${(loaded - booted).toFixed(0)}, start() ${(listening - loaded).toFixed(0)}; ` +
      `its first message is accepted after ${accepted.toFixed(0)}\n`,
  );
}

async function measure(name, kind, count, webhookUrl = null) {
  await simulator.ask({ webhookUrl, settle: true });
  const before = performance.now();
  await sends(count, kind);
  const { cpuUs, failed } = await simulator.ask({ settle: true });
  const seconds = (performance.now() - before) / 1000;
  print(
    `${name}: ${(count / (cpuUs / 1e6)).toFixed(0)} sends a second of one core (${(cpuUs / count).toFixed(0)} µs each), ` +
      `${(count / seconds).toFixed(0)} a second on the clock of this machine` +
      `${failed > 0 ? `; ${failed} webhooks not delivered` : ''}\n`,
  );
}

/** Sends in ten parts and looks at the heap after each. */
async function flatMemory() {
  const heaps = [];
  for (let part = 0; part < 10; part += 1) {
    await sends(Math.ceil(total / 10), 'text', part * total);
    heaps.push((await simulator.ask({ settle: true })).heapMb);
  }
  print(`heap after each tenth of ${total} messages: ${heaps.map((mb) => mb.toFixed(0)).join(' ')} MB\n`);
}

/** Sends to nine thousand people in turn. */
async function sends(count, kind, from = 0) {
  let next = 0;
  const path = `/v24.0/${phoneNumberId}/messages`;
  const headers = { authorization: `Bearer ${accessToken}`, 'content-type': 'application/json' };
  const send = async () => {
    while (next < count) {
      const message = kind === 'list' ? listMessage(from + next) : textMessage(from + next);
      next += 1;
      const body = JSON.stringify(message);
      const response = await pool.request({ method: 'POST', path, headers, body });
      const text = await response.body.text();
      if (response.statusCode !== 200) throw new Error(`HTTP ${response.statusCode}: ${text}`);
    }
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, send));
}

async function startReceiver() {
  let received = 0;
  const server = createServer((request, response) => {
    received += 1;
    request.resume().on('end', () => response.end());
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  server.keepAliveTimeout = 0;
  return {
    url: `http://127.0.0.1:${server.address().port}/`,
    count: () => received,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

function print(text) {
  process.stdout.write(text);
}
