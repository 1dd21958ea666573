/*
 * Posts very many odd bodies with a valid signature to the built library, and checks that each is answered, that nothing is left
 * unhandled, and that the memory stays flat. `npm run soak -- --help`.
 */
import * as fc from 'fast-check';
import { parseArgs } from 'node:util';
import { largeBody, oddBodies } from '../support/webhooks/odd-bodies.ts';
import { platforms, WebhookApp } from '../support/webhooks/webhook-app.ts';

const usage = `Usage: npm run soak -- [options]

Posts generated webhook bodies with a valid signature to the library as built, over HTTP. Each must be answered 200 or 400, those
above the body limit 413; nothing may be left unhandled; the memory must stay flat.

  --platform express|fastify|both   where the application runs (both)
  --bodies <number>                 how many bodies in all (100000)
  --seed <number>                   of the generator, to repeat a run (one of today)
  --max-growth <megabytes>          how much the heap may grow after the warm-up (16)
  --help                            this text
`;

const chunkSize = 500;
/** One body in so many is 3 MB, and one is above the limit. */
const everyLarge = 1000;
/** Few, so that what is kept on purpose is full before the warm-up ends. */
const maxKept = 500;

const { values } = parseArgs({
  options: {
    platform: { type: 'string', default: 'both' },
    bodies: { type: 'string', default: '100000' },
    seed: { type: 'string', default: String(Math.floor(Date.now() / 86_400_000)) },
    'max-growth': { type: 'string', default: '16' },
    help: { type: 'boolean', default: false },
  },
});

const unhandled = [];
process.on('unhandledRejection', (reason) => unhandled.push(reason));
process.on('uncaughtException', (error) => unhandled.push(error));

process.exitCode = await main();

async function main() {
  if (values.help) {
    process.stdout.write(usage);
    return 0;
  }
  const chosen = platforms.filter((name) => values.platform === 'both' || values.platform === name);
  const bodies = Number(values.bodies);
  const seed = Number(values.seed);
  const maxGrowth = Number(values['max-growth']) * 1024 * 1024;
  if (chosen.length === 0 || ![bodies, seed, maxGrowth].every((number) => number >= 0)) {
    process.stderr.write(usage);
    return 2;
  }
  if (typeof globalThis.gc !== 'function') {
    process.stderr.write('The memory can be measured only with node --expose-gc: use npm run soak\n');
    return 2;
  }
  const problems = [];
  for (const platform of chosen) {
    problems.push(...(await soak(platform, Math.ceil(bodies / chosen.length), seed, maxGrowth)));
  }
  for (const problem of problems) process.stderr.write(`FAILED ${problem}\n`);
  process.stdout.write(problems.length === 0 ? 'Passed\n' : `${problems.length} problems; --seed ${seed}\n`);
  return problems.length === 0 ? 0 : 1;
}

async function soak(platform, bodies, seed, maxGrowth) {
  const receiver = await WebhookApp.start({ platform, options: limits() });
  const answers = new Map();
  const problems = [];
  let events = 0;
  const stop = receiver.webhooks.events$.subscribe(() => (events += 1));
  const started = performance.now();
  let baseline;
  let done = 0;
  try {
    while (done < bodies && problems.length < 10) {
      const count = Math.min(chunkSize, bodies - done);
      const chunk = fc.sample(oddBodies, { seed: seed + done, numRuns: count });
      for (let at = 0; at < count; at += 10) {
        await Promise.all(chunk.slice(at, at + 10).map((body, index) => post(body, done + at + index)));
      }
      done += count;
      if (done % everyLarge === 0) {
        await post(largeBody(3_000_000, `${seed}.${done}`), done, [200]);
        await post(largeBody(5_000_000, 'too-large'), done, [413]);
      }
      if (done % 5000 === 0 || done >= bodies) report();
      if (baseline === undefined && done >= Math.min(10_000, bodies / 4)) baseline = heap();
    }
    // Whatever was left for later happens now.
    await new Promise((resolve) => setTimeout(resolve, 100));
    const growth = heap() - (baseline ?? 0);
    process.stdout.write(`${platform}: the heap grew by ${megabytes(growth)} after the warm-up\n`);
    if (growth > maxGrowth) problems.push(`${platform}: the heap grew by ${megabytes(growth)}`);
    for (const reason of unhandled.splice(0))
      problems.push(`${platform}: unhandled: ${reason?.stack ?? reason}`);
  } finally {
    stop.unsubscribe();
    await receiver.stop();
  }
  return problems;

  async function post(body, number, wanted = [200, 400]) {
    try {
      const status = await receiver.post(body);
      answers.set(status, (answers.get(status) ?? 0) + 1);
      if (wanted.includes(status)) return;
      problems.push(
        `${platform}: body ${number} was answered ${status}: ${body.subarray(0, 2000).toString()}`,
      );
    } catch (error) {
      problems.push(`${platform}: body ${number} was not answered: ${error.cause ?? error}`);
    }
  }

  function report() {
    const seconds = (performance.now() - started) / 1000;
    const statuses = [...answers].map(([status, count]) => `${status}: ${count}`).join(', ');
    process.stdout.write(
      `${platform}: ${done} bodies in ${seconds.toFixed(0)} s; ${statuses}; ${events} events; heap ${megabytes(heap())}\n`,
    );
  }
}

function limits() {
  return {
    webhooks: { maxClaims: maxKept, maxAliases: maxKept },
    conversations: { maxWindows: maxKept },
    consent: { maxUsers: 1_000_000 },
    delivery: { maxRecords: maxKept },
  };
}

function heap() {
  globalThis.gc();
  return process.memoryUsage().heapUsed;
}

function megabytes(bytes) {
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}
