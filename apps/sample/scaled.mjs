// `npm run start:scaled`: two processes of the sample app behind a proxy, which share one storage, and the simulator. Whichever of them
// a request or a webhook reaches, it is answered as if there were one. Nothing reaches Meta.
import { fork, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readPort } from '../../dist/apps/sample/read-port.js';
import {
  checkBothAnswer,
  curlFor,
  onStop,
  orExit,
  print,
  startSimulator,
  stop,
  stopOnSignals,
  wiringTo,
} from './demo-parts.mjs';
import { RoundRobinProxy } from './round-robin-proxy.mjs';

const help = `Starts two processes of the sample app behind a proxy, a storage that they share, and a simulator in the place of Meta.

Usage: npm run start:scaled -- [--storage redis | --storage postgres]

  --storage NAME   which server is started for them, with its data in a temporary folder (default redis)
  --help           this text

Environment:
  STORAGE_URL      a storage of yours in its place: redis://…, postgres://…, or sqlite:file
  PORT             of the proxy (default 3000)
  SIMULATOR_PORT   of the simulator and its chat page (default 4000)
`;

const servers = {
  redis: {
    title: 'Redis',
    start: async (how) => {
      const { OwnRedis } = await import('../../test/support/servers/redis-server.ts');
      return OwnRedis.start([], undefined, how);
    },
  },
  postgres: {
    title: 'PostgreSQL',
    start: async (how) => {
      const { startOwnPostgres } = await import('../../test/support/servers/postgres-server.ts');
      return startOwnPostgres(how);
    },
  },
};

const names = ['web 1', 'web 2'];
const own = readArguments();
/** The web processes that run, by name. */
const running = new Map();
/** Delays before a web process that has ended is started again; `delayMs` has the next one by name. */
const restarts = { firstMs: 1000, maxMs: 30_000, resetMs: 60_000, delayMs: new Map() };
let isStopping = false;

stopOnSignals();
const storageUrl = await orExit('', startStorage);
print('Starting the simulator …\n');
const simulator = await orExit('SIMULATOR_PORT', startSimulator);
const proxy = new RoundRobinProxy();
print('Starting two web processes …\n');
await orExit('', () => Promise.all(names.map(startWeb)));
const proxyUrl = await orExit('PORT', startProxy);
await orExit('PORT', () => checkBothAnswer(simulator, proxyUrl));
printHelp();

function readArguments() {
  try {
    const { values } = parseArgs({
      options: {
        storage: { type: 'string', default: 'redis' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    if (values.help) {
      print(help);
      process.exit(0);
    }
    if (Object.hasOwn(servers, values.storage)) return { name: values.storage, ...servers[values.storage] };
    throw new Error(`--storage must be redis or postgres, not "${values.storage}"`);
  } catch (error) {
    process.stderr.write(`${error.message}\n\n${help}`);
    return process.exit(2);
  }
}

/** The storage of STORAGE_URL, or a server that is started. */
async function startStorage() {
  const given = process.env.STORAGE_URL?.trim();
  if (given === 'memory:') {
    process.stderr.write(
      'STORAGE_URL is memory:, which two processes cannot share. Name another, or unset it.\n',
    );
    process.exit(1);
  }
  if (given) return given;
  const installer = join(import.meta.dirname, '../../scripts/install-servers.mjs');
  // A server for tests is none of this app's.
  const { REDIS_URL: _redis, DATABASE_URL: _database, ...env } = process.env;
  const { status } = spawnSync(process.execPath, [installer, own.name], { env, stdio: 'inherit' });
  if (status !== 0) process.exit(1);
  print(`Starting ${own.title} …\n`);
  const server = await own.start({
    // Ctrl-C would reach it before the processes that still need it.
    detached: true,
    onExit: () => endWith(`${own.title} has ended`),
  });
  onStop(() => {
    isStopping = true;
    return server.stop();
  });
  return server.url;
}

/** Starts a web process; resolves when it serves requests. @throws Error where it ends before */
async function startWeb(name) {
  const child = fork(
    join(import.meta.dirname, 'scaled-web.mjs'),
    [name, `${simulator.url}/simulator/samples`],
    { env: { ...process.env, ...wiringTo(simulator), STORAGE_URL: storageUrl }, execArgv: [] },
  );
  const ended = once(child, 'exit');
  onStop(async () => {
    isStopping = true;
    if (child.connected) child.disconnect();
    await ended;
  });
  const ready = await Promise.race([once(child, 'message'), ended.then(() => undefined)]);
  // It has said why.
  if (ready === undefined) throw new Error(`${name} did not start`);
  const [{ url }] = ready;
  const startedAt = Date.now();
  running.set(name, child);
  proxy.add(url);
  child.once('exit', (code, signal) => {
    running.delete(name);
    proxy.remove(url);
    if (isStopping) return;
    const [other] = running.keys();
    const how = `${name} has ended (${signal ?? code})`;
    if (other === undefined) return endWith(`${how}, and no other is left`);
    if (Date.now() - startedAt >= restarts.resetMs) restarts.delayMs.delete(name);
    restartLater(name, `${how}; ${other} goes on`);
  });
}

/** Starts a web process again after a delay, which doubles each time that it ends soon or does not start. */
function restartLater(name, what) {
  const delayMs = restarts.delayMs.get(name) ?? restarts.firstMs;
  restarts.delayMs.set(name, Math.min(delayMs * 2, restarts.maxMs));
  print(`${what}; ${name} is started again in ${delayMs / 1000} s\n`);
  setTimeout(() => {
    if (isStopping) return;
    startWeb(name).then(
      () => print(`${name} is back: it is process ${running.get(name)?.pid}\n`),
      (error) => isStopping || restartLater(name, error.message),
    );
  }, delayMs);
}

async function startProxy() {
  const url = await proxy.listen(readPort('PORT', 3000));
  onStop(() => proxy.close());
  return url;
}

function endWith(reason) {
  if (isStopping) return;
  isStopping = true;
  process.stderr.write(`${reason}: stopping everything\n`);
  stop(1);
}

function printHelp() {
  const processes = names.map((name) => `${name} is process ${running.get(name)?.pid}`).join(', ');
  print(`
  Chat page    ${simulator.url}/
  Sample app   ${proxyUrl}   (${processes})
  Try it out   ${proxyUrl}/docs
  Simulator    ${simulator.url}
  Storage      ${process.env.STORAGE_URL ? 'of STORAGE_URL' : `${own.title}, for as long as this runs`}

Send a message: paste this into another terminal.

  ${curlFor(proxyUrl)}

Each line below says which process it is of. End one (kill -9 ${running.get('web 1')?.pid}): the other goes on,
and the one that ended is started again. Ctrl-C stops everything.

`);
}
