// `node --expose-gc bench/delivery.mjs [messages]`: what it costs to keep account of a message, at a million open ones.
import { NestFactory } from '@nestjs/core';
import { Clock, InboundHandlers, SendRateLimiter } from 'nestjs-whatsapp/extending';
import { WhatsAppDeliveryService, WhatsAppModule } from 'nestjs-whatsapp';
import { FakeClock } from 'nestjs-whatsapp/testing';

const count = Number(process.argv[2] ?? 1_000_000);
const account = { name: 'default', phoneNumberId: '106540352242922' };
const minute = 60_000;

if (typeof globalThis.gc !== 'function') {
  process.stderr.write('Start it with node --expose-gc, so that memory can be measured.\n');
  process.exitCode = 1;
} else {
  await main();
}

async function main() {
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
    .get(InboundHandlers)
    .matching(statusEvent(0, 'sent', clock.now()))
    .find(({ id }) => id === 'nestjs-whatsapp:delivery');

  const before = heapBytes();
  report('accepted', await timed((index) => tracker.onAccepted(...accepted(index))));
  const bytes = heapBytes() - before;
  print(`${(bytes / count).toFixed(0)} bytes of heap a message, ids and recipient included`);

  const at = clock.now();
  report('sent', await timed((index) => statuses.handle(statusEvent(index, 'sent', at + 1000), 1)));
  report('sent again', await timed((index) => statuses.handle(statusEvent(index, 'sent', at + 1000), 1)));
  const sentBytes = heapBytes() - before;
  print(`${(sentBytes / count).toFixed(0)} bytes of heap a message that was sent`);

  // Half of them arrive, the others are dropped when their ten minutes are over.
  const half = count / 2;
  report(
    'delivered',
    await timed((index) => statuses.handle(statusEvent(index, 'delivered', at + 2000), 1), half),
  );
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

function accepted(index) {
  const recipient = { kind: 'phone', to: `+1650${String(index).padStart(7, '0')}`, key: '' };
  const correlationId = `c0ffee00-0000-4000-8000-${String(index).padStart(12, '0')}`;
  const message = { to: recipient.to, template: { name: 'code', language: { code: 'en_US' } } };
  const send = {
    correlationId,
    account,
    endpoint: 'messages',
    type: 'template',
    message,
    recipient,
    options: {},
  };
  return [
    send,
    { messageId: idOf(index), recipient: { waId: recipient.to.slice(1) }, correlationId, raw: {} },
  ];
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

function statusEvent(index, status, timestamp) {
  return {
    kind: 'status',
    key: '',
    field: 'messages',
    metadata: { phone_number_id: account.phoneNumberId },
    account,
    timestamp,
    correlationId: `c0ffee00-0000-4000-8000-${String(index).padStart(12, '0')}`,
    status: {
      id: idOf(index),
      status,
      timestamp: String(timestamp / 1000),
      recipient_id: `1650${String(index).padStart(7, '0')}`,
      recipient_user_id: `US.${String(index).padStart(20, '1')}`,
    },
  };
}

function idOf(index) {
  return `wamid.HBgLMTY1MDU1NTEyMzQVAgARGBI${String(index).padStart(24, '0')}`;
}

async function timed(work, times = count) {
  const startedAt = process.cpuUsage();
  for (let index = 0; index < times; index += 1) await work(index);
  const { user, system } = process.cpuUsage(startedAt);
  return (user + system) / times;
}

function heapBytes() {
  globalThis.gc();
  return process.memoryUsage().heapUsed;
}

function report(what, microseconds) {
  print(`${what}: ${microseconds.toFixed(2)} µs of CPU each`);
}

function print(line) {
  process.stdout.write(`${line}\n`);
}
