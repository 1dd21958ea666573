// `npm run bench:delivery`: what it costs to keep account of a message, at a million open ones, and how much memory it takes.
import { parseArgs } from 'node:util';
import { NestFactory } from '@nestjs/core';
import { Clock, InboundHandlerRegistry, SendRateLimiter } from 'nestjs-whatsapp/extending';
import { WhatsAppDeliveryService, WhatsAppModule } from 'nestjs-whatsapp';
import { FakeClock } from 'nestjs-whatsapp/testing';
import { account, accepted, statusEvent } from './tracked-messages.mjs';

const help = `Tells the delivery tracker of messages and their statuses, and says what CPU and memory a message takes in the memory storage.

Usage: npm run bench:delivery -- [options]

  --messages N   at the same time (default 1000000, which takes about 3 GB and 5 minutes; an even number)
  --memory       the memory alone: accepted, sent, delivered and read
  --help         this text
`;

const goalBytes = 400;
const minute = 60_000;
let count = 0;

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
      messages: { type: 'string', default: '1000000' },
      memory: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(help);
    return;
  }
  count = Number(values.messages);
  if (!(count >= 2 && count % 2 === 0)) throw new Error(help);
  if (typeof globalThis.gc !== 'function')
    throw new Error('Start it with node --expose-gc, so that memory can be measured');
  const clock = new FakeClock();
  const app = await NestFactory.createApplicationContext(
    WhatsAppModule.forRoot({
      phoneNumberId: account.phoneNumberId,
      accessToken: 'token',
      storage: { memory: { maxRecords: count } },
      templates: [{ name: 'code', category: 'authentication' }],
      providers: [{ provide: Clock, useValue: clock }],
    }),
    { logger: ['error'] },
  );
  const tracker = app.get(WhatsAppDeliveryService);
  const statuses = app
    .get(InboundHandlerRegistry)
    .matching(statusEvent(0, 'sent', clock.now()))
    .find(({ id }) => id === 'nestjs-whatsapp:delivery');

  const before = usedBytes();
  const reportMemory = (what) => {
    const bytes = Math.round((usedBytes() - before) / count);
    const isMet = bytes <= goalBytes;
    print(`${isMet ? 'met    ' : 'not met'}  ${bytes} B a message ${what} (goal: at most ${goalBytes})`);
  };
  report('accepted', await timed((index) => tracker.onAccepted(...accepted(index))));
  reportMemory('that Meta has accepted');

  const at = clock.now();
  const tell = (status, laterMs) => (index) => statuses.handle(statusEvent(index, status, at + laterMs), 1);
  report('sent', await timed(tell('sent', 1000)));
  reportMemory('that was sent');
  if (values.memory) {
    await timed(tell('delivered', 2000));
    reportMemory('that was delivered');
    await timed(tell('read', 3000));
    reportMemory('that was read');
    await app.close();
    return;
  }
  report('sent again', await timed(tell('sent', 1000)));

  // Half of them arrive, the others are dropped when their ten minutes are over.
  const half = count / 2;
  report('delivered', await timed(tell('delivered', 2000), half));
  let dropped = 0;
  tracker.changes$.subscribe(({ state }) => {
    if (state === 'dropped') dropped += 1;
  });
  await clock.advance(11 * minute - 1);
  if (dropped > 0) throw new Error('messages were dropped too early');
  const startedAt = performance.now();
  await clock.advance(1);
  for (let seen = -1; seen < dropped;) {
    seen = dropped;
    await clock.advance(0);
    await clock.advance(0);
  }
  const ms = performance.now() - startedAt;
  if (dropped !== count - half)
    throw new Error(`${dropped} messages were dropped instead of ${count - half}`);
  print(
    `${dropped} dropped at their deadline, in ${ms.toFixed(0)} ms: ${((ms * 1000) / dropped).toFixed(2)} µs each`,
  );

  const turn = app.get(SendRateLimiter);
  report('turns', await timed((index) => turn.wait(sendOf(index), false)));
  await app.close();
}

/** To one of 100,000 users, from one of 1,000 numbers. */
function sendOf(index) {
  const to = `+1650${index % 100_000}`;
  return {
    account: { name: 'default', phoneNumberId: String(index % 1000) },
    recipient: { kind: 'phone', to, key: `phone:${to}` },
    options: {},
  };
}

async function timed(work, times = count) {
  const startedAt = process.cpuUsage();
  for (let index = 0; index < times; index += 1) await work(index);
  const { user, system } = process.cpuUsage(startedAt);
  return (user + system) / times;
}

/** Typed arrays lie beside the heap. */
function usedBytes() {
  globalThis.gc();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

function report(what, microseconds) {
  print(`${what}: ${microseconds.toFixed(2)} µs of CPU each`);
}

function print(line) {
  process.stdout.write(`${line}\n`);
}
