/*
 * Sends to a simulator that keeps Meta's limits, as fast as the library lets it, in real time: nothing may be refused, and the
 * rate must be used. `npm run soak:throughput -- --help`.
 */
import { NestFactory } from '@nestjs/core';
import { WhatsAppMessagesService, WhatsAppModule, WhatsAppThroughputService } from 'nestjs-whatsapp';
import { parseArgs } from 'node:util';
import { startSimulator } from './simulator-process.mjs';

const usage = `Usage: npm run soak:throughput -- [options]

Sends messages through the library as built to a simulator on a process of its own that refuses whatever is above Meta's limits.
With the defaults it takes about two minutes. Retries are off: one 130429 or 131056 fails the run, and so does a rate below the goal.

  --messages <number>   how many in all (10000)
  --users <number>      to how many users, in turn (500)
  --goal <percent>      of the 80 messages a second that must be used (95)
  --help                this text
`;

const perSecond = 80;

const { values } = parseArgs({
  options: {
    messages: { type: 'string', default: '10000' },
    users: { type: 'string', default: '500' },
    goal: { type: 'string', default: '95' },
    help: { type: 'boolean', default: false },
  },
});

process.exitCode = await main();

async function main() {
  if (values.help) {
    process.stdout.write(usage);
    return 0;
  }
  const [messages, users, goal] = [values.messages, values.users, values.goal].map(Number);
  if (![messages, users].every((number) => Number.isSafeInteger(number) && number > 0) || !(goal >= 0)) {
    process.stderr.write(usage);
    return 2;
  }
  const simulator = await startSimulator({
    historyLimit: messages,
    rules: { throughput: true, pairRateLimit: true },
    statusDelays: { sentMs: false, deliveredMs: false, readMs: false },
  });
  try {
    const { refusals, seconds } = await sendAll(simulator, messages, users);
    return await checkRun(simulator, { messages, goal, refusals, seconds });
  } finally {
    await simulator.stop();
  }
}

async function sendAll({ url, phoneNumberId, accessToken }, messages, users) {
  const app = await NestFactory.createApplicationContext(
    WhatsAppModule.forRoot({
      phoneNumberId,
      accessToken,
      graph: { baseUrl: url },
      retry: { maxAttempts: 1 },
      throughput: { messagesPerSecond: perSecond, maxWaiting: messages },
    }),
    { logger: ['error', 'warn'] },
  );
  const service = app.get(WhatsAppMessagesService);
  const throughput = app.get(WhatsAppThroughputService);
  const refusals = new Map();
  const progress = setInterval(() => {
    process.stdout.write(`${throughput.queueLength()} wait\n`);
  }, 10_000);
  const started = performance.now();
  try {
    await Promise.all(
      Array.from({ length: messages }, async (_, index) => {
        try {
          await service.sendText(
            `+1650555${String(index % users).padStart(4, '0')}`,
            String(Math.floor(index / users)),
          );
        } catch (error) {
          const code = error.graphCode ?? error.code;
          refusals.set(code, (refusals.get(code) ?? 0) + 1);
        }
      }),
    );
    return { refusals, seconds: (performance.now() - started) / 1000 };
  } finally {
    clearInterval(progress);
    await app.close();
  }
}

/** The simulator's word counts, not ours. */
async function checkRun({ client }, { messages, goal, refusals, seconds }) {
  const { acceptedMessages } = await client.state();
  const refused = await client.refused();
  const used = (100 * acceptedMessages) / seconds / perSecond;
  process.stdout.write(
    `${acceptedMessages} of ${messages} accepted in ${seconds.toFixed(1)} s: ${(acceptedMessages / seconds).toFixed(1)} a second, ` +
      `${used.toFixed(1)} % of the rate; ${refused.length} refused\n`,
  );
  const problems = [
    ...[...refusals].map(([code, count]) => `${count} x ${code}`),
    ...(acceptedMessages === messages && refused.length === 0 ? [] : ['the simulator refused messages']),
    ...(used >= goal ? [] : [`less than ${goal} % of the rate was used`]),
  ];
  for (const problem of problems) process.stderr.write(`FAILED ${problem}\n`);
  if (problems.length === 0) process.stdout.write('Passed\n');
  return problems.length === 0 ? 0 : 1;
}
