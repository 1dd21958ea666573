/*
 * Posts very many events and very many odd bodies with a valid signature to the built library, and checks that each is answered, that
 * nothing is left unhandled, and that the memory stays flat. `npm run soak -- --help`.
 */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { batchBody, largeBody, variedBody } from '../support/webhooks/odd-bodies.ts';
import { platforms, WebhookApp } from '../support/webhooks/webhook-app.ts';

const usage = `Usage: npm run soak -- [options]

Posts webhooks with a valid signature to the library as built, over HTTP: first real events, in bodies of less than 100 kB, each
answered 200 and handled once; then real bodies of which every field is varied, each answered 200 or 400, or 503 while the intake
is full, and those above the body limit 413. Nothing may be left unhandled; the memory must stay flat.

  --platform express|fastify|both   where the application runs (both)
  --events <number>                 how many real events in all (1000000)
  --bodies <number>                 how many varied bodies in all (100000)
  --seed <number>                   of the generator, to repeat a run (one of today)
  --max-growth <megabytes>          how much the heap may grow after the warm-up (16)
  --help                            this text
`;

/** One body in so many is 3 MB, and one is above the limit. */
const everyLarge = 1000;
/** Events in one body: some 60 kB. */
const eventsInBody = 200;
/** Bodies on their way at the same time. */
const atOnce = 10;
/** Few, so that what is kept on purpose is full before the warm-up ends. */
const maxKept = 500;

const { values } = parseArgs({
  options: {
    platform: { type: 'string', default: 'both' },
    events: { type: 'string', default: '1000000' },
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
  const events = Number(values.events);
  const bodies = Number(values.bodies);
  const seed = Number(values.seed);
  const maxGrowth = Number(values['max-growth']) * 1024 * 1024;
  if (chosen.length === 0 || ![events, bodies, seed, maxGrowth].every((number) => number >= 0)) {
    process.stderr.write(usage);
    return 2;
  }
  if (typeof globalThis.gc !== 'function') {
    process.stderr.write('The memory can be measured only with node --expose-gc: use npm run soak\n');
    return 2;
  }
  const problems = [];
  for (const platform of chosen) {
    const share = (all) => Math.ceil(all / chosen.length);
    problems.push(...(await soak(platform, share(events), share(bodies), seed, maxGrowth)));
  }
  for (const problem of problems) process.stderr.write(`FAILED ${problem}\n`);
  process.stdout.write(problems.length === 0 ? 'Passed\n' : `${problems.length} problems; --seed ${seed}\n`);
  return problems.length === 0 ? 0 : 1;
}

async function soak(platform, events, bodies, seed, maxGrowth) {
  const receiver = await WebhookApp.start({ platform, options: limits() });
  const answers = new Map();
  const problems = [];
  let handled = 0;
  const stop = receiver.webhooks.events$.subscribe(() => (handled += 1));
  const delay = monitorEventLoopDelay({ resolution: 1 });
  try {
    await phase('events', events, eventsInBody * atOnce, async (done) => {
      const bodyOf = (index) => batchBody(eventsInBody, `${platform}.${done + index * eventsInBody}`);
      await Promise.all(Array.from({ length: atOnce }, (_, index) => post(bodyOf(index), done, [200])));
    });
    if (handled !== answers.get(200) * eventsInBody) {
      problems.push(`${platform}: ${handled} events were handled of ${answers.get(200) * eventsInBody}`);
    }
    answers.clear();
    await phase('bodies', bodies, atOnce, async (done) => {
      await Promise.all(
        Array.from({ length: atOnce }, (_, index) =>
          post(variedBody(seed + done + index).bytes, done + index),
        ),
      );
      if (done % everyLarge === 0) {
        await post(largeBody(3_000_000, `${seed}.${done}`), done, [200]);
        await post(largeBody(5_000_000, 'too-large'), done, [413]);
      }
    });
    for (const reason of unhandled.splice(0))
      problems.push(`${platform}: unhandled: ${reason?.stack ?? reason}`);
  } finally {
    stop.unsubscribe();
    await receiver.stop();
  }
  return problems;

  /** Goes on step by step, with a line every now and then, and measures the heap and the event loop. */
  async function phase(what, total, step, run) {
    const started = performance.now();
    const told = Math.max(step, Math.ceil(total / 10));
    let baseline;
    delay.reset();
    delay.enable();
    for (let done = 0; done < total && problems.length < 10;) {
      await run(done);
      const before = done;
      done += step;
      if (Math.floor(done / told) === Math.floor(before / told)) continue;
      const seconds = (performance.now() - started) / 1000;
      const longest = (delay.max / 1e6).toFixed(0);
      const statuses = [...answers].map(([status, count]) => `${status}: ${count}`).join(', ');
      process.stdout.write(
        `${platform}: ${done} ${what} in ${seconds.toFixed(0)} s; ${statuses}; longest block ${longest} ms; heap ${megabytes(heap())}\n`,
      );
      // The first tenths are the warm-up.
      if (done >= total / 5) baseline ??= heap();
      delay.reset();
    }
    delay.disable();
    // Whatever was left for later happens now.
    await new Promise((resolve) => setTimeout(resolve, 100));
    const growth = heap() - (baseline ?? heap());
    process.stdout.write(`${platform}: ${what}: the heap grew by ${megabytes(growth)} after the warm-up\n`);
    if (growth > maxGrowth) problems.push(`${platform}: ${what}: the heap grew by ${megabytes(growth)}`);
  }

  async function post(body, number, wanted = [200, 400, 413]) {
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
}

function limits() {
  return {
    storage: { memory: { maxRecords: maxKept } },
  };
}

function heap() {
  globalThis.gc();
  return process.memoryUsage().heapUsed;
}

function megabytes(bytes) {
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}
