import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { freePort } from './free-port.js';
import type { ServerProcess } from './server-process.js';

const run = promisify(execFile);
const startMs = 20_000;
const missing =
  'These tests need a Redis: install one (apt-get install redis-server, brew install redis), or name one by REDIS_URL ' +
  '(for some tests a server of their own is started in any case)';

/** A Redis that tests work with. */
export interface TestRedis {
  readonly url: string;
  stop(): Promise<void>;
}

/** A `redis-server` of the tests' own on a free port of 127.0.0.1, with its data in a temporary folder and AOF `everysec`. */
export class OwnRedis implements TestRedis {
  #process: ChildProcess | undefined;
  readonly #dir = mkdtempSync(join(tmpdir(), 'whatsapp-redis-'));

  private constructor(
    readonly port: number,
    private readonly settings: readonly string[],
    private readonly how: ServerProcess,
  ) {}

  /** @param settings of `redis-server`, as `--maxmemory-policy`, `allkeys-lru` */
  static async start(
    settings: readonly string[] = [],
    port?: number,
    how: ServerProcess = {},
  ): Promise<OwnRedis> {
    const server = new OwnRedis(port ?? (await freePort()), settings, how);
    try {
      await server.restart();
    } catch (error) {
      await server.stop();
      throw error;
    }
    return server;
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  /** Starts it again on the same port and data. */
  async restart(): Promise<void> {
    const place = ['--port', String(this.port), '--bind', '127.0.0.1', '--dir', this.#dir];
    const keeping = ['--appendonly', 'yes', '--appendfsync', 'everysec', '--save', ''];
    const server = spawn('redis-server', [...place, ...keeping, ...this.settings], {
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: this.how.detached ?? false,
    });
    if (this.how.onExit) server.once('exit', this.how.onExit);
    this.#process = server;
    running.add(server);
    let output = '';
    for (const stream of [server.stdout, server.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => (output = `${output}${text}`.slice(-4000)));
    }
    const failed = once(server, 'error').then(([error]: unknown[]) => {
      throw new Error(missing, { cause: error });
    });
    failed.catch(() => undefined);
    const startedAt = performance.now();
    while (!output.includes('Ready to accept connections')) {
      await Promise.race([failed, sleep(20)]);
      if (server.exitCode !== null || performance.now() - startedAt > startMs) {
        throw new Error(`redis-server did not start:\n${output}`);
      }
    }
  }

  /** Lets it answer nothing, though its connections stay. */
  freeze(): void {
    this.#process?.kill('SIGSTOP');
  }

  thaw(): void {
    this.#process?.kill('SIGCONT');
  }

  /** Ends it as a crash does. */
  async kill(): Promise<void> {
    const server = this.#process;
    this.#process = undefined;
    if (server?.pid === undefined || server.exitCode !== null) return;
    const closed = once(server, 'close');
    server.kill('SIGKILL');
    await closed;
    running.delete(server);
  }

  async stop(): Promise<void> {
    await this.kill();
    rmSync(this.#dir, { recursive: true, force: true });
  }
}

/** The Redis that `REDIS_URL` names, or one of the tests' own. */
export async function startRedis(): Promise<TestRedis> {
  const url = process.env.REDIS_URL;
  return url ? { url, stop: () => Promise.resolve() } : OwnRedis.start();
}

/** A Redis Cluster of three masters, of the tests' own. */
export async function startRedisCluster(): Promise<{
  readonly nodes: readonly OwnRedis[];
  stop(): Promise<void>;
}> {
  const nodes: OwnRedis[] = [];
  const stop = async (): Promise<void> => {
    for (const node of nodes) await node.stop();
  };
  try {
    for (let count = 0; count < 3; count += 1) {
      const settings = ['--cluster-enabled', 'yes', '--cluster-node-timeout', '5000'];
      nodes.push(await OwnRedis.start(settings, await freePort(10_000)));
    }
    const addresses = nodes.map(({ port }) => `127.0.0.1:${port}`);
    await run('redis-cli', ['--cluster', 'create', ...addresses, '--cluster-yes']);
    for (const { port } of nodes) await clusterIsUp(port);
    return { nodes, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function clusterIsUp(port: number): Promise<void> {
  const startedAt = performance.now();
  for (;;) {
    const { stdout } = await run('redis-cli', ['-p', String(port), 'cluster', 'info']);
    if (stdout.includes('cluster_state:ok')) return;
    if (performance.now() - startedAt > startMs) throw new Error(`The Redis Cluster is not up:\n${stdout}`);
    await sleep(50);
  }
}

/** A run of the tests that is broken off must leave no server behind. */
const running = new Set<ChildProcess>();
process.once('exit', () => {
  for (const server of running) server.kill('SIGKILL');
});
