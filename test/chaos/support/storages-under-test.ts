import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Libsql from 'libsql';
import { CuttingProxy } from '../../support/servers/cutting-proxy.js';
import { startOwnPostgres } from '../../support/servers/postgres-server.js';
import { OwnRedis, startRedisCluster } from '../../support/servers/redis-server.js';

/** A storage that holds nothing yet. */
export interface SharedStorage {
  /** What `open-storage.mjs` opens in each process. */
  readonly address: string;
  readonly options: object;
  /** What is wrong with how it holds its records. */
  readonly faults: () => unknown[];
}

/** Where storages are that several processes write to. */
export interface StorageServer {
  readonly fresh: () => SharedStorage;
  /** Cuts the connections that processes have to it, and says how many; absent where there are none. */
  readonly cut?: () => number;
  readonly stop: () => Promise<void>;
}

/** Each kind that processes can share. */
export const storageServers = {
  SQLite: sqliteFolder,
  Redis: redisServer,
  'a Redis Cluster of three': redisCluster,
  PostgreSQL: postgresServer,
};

async function sqliteFolder(): Promise<StorageServer> {
  const dir = mkdtempSync(join(tmpdir(), 'whatsapp-shared-'));
  return Promise.resolve({
    fresh: () => {
      const file = join(dir, `${randomUUID()}.db`);
      return { address: `sqlite:${file}`, options: {}, faults: () => faultsOfFile(file) };
    },
    stop: async () => Promise.resolve(rmSync(dir, { recursive: true, force: true })),
  });
}

function faultsOfFile(file: string): unknown[] {
  const database = new Libsql(file);
  const answers = ['integrity_check', 'foreign_key_check'].flatMap((name) =>
    database.prepare(`PRAGMA ${name}`).all(),
  );
  database.close();
  return answers.filter((answer) => JSON.stringify(answer) !== '{"integrity_check":"ok"}');
}

async function redisServer(): Promise<StorageServer> {
  const server = await OwnRedis.start();
  return behindProxies(
    [server.port],
    ([port]) => `redis://127.0.0.1:${port}`,
    () => ({ keyPrefix: `${randomUUID()}:` }),
    async () => server.stop(),
  );
}

async function redisCluster(): Promise<StorageServer> {
  const cluster = await startRedisCluster();
  const ports = cluster.nodes.map(({ port }) => port);
  return behindProxies(
    ports,
    (proxies) => `cluster:${ports.map((port, node) => `${port}=${proxies[node]}`).join()}`,
    () => ({ keyPrefix: `${randomUUID()}:` }),
    async () => cluster.stop(),
  );
}

async function postgresServer(): Promise<StorageServer> {
  const server = await startOwnPostgres();
  const url = new URL(server.url);
  return behindProxies(
    [Number(url.port)],
    ([port]) => Object.assign(new URL(url), { port }).href,
    () => ({ schema: randomUUID() }),
    async () => server.stop(),
  );
}

async function behindProxies(
  ports: readonly number[],
  addressOf: (proxies: readonly number[]) => string,
  freshOptions: () => object,
  stop: () => Promise<void>,
): Promise<StorageServer> {
  const proxies = await Promise.all(ports.map(async (port) => CuttingProxy.before(port)));
  const address = addressOf(proxies.map(({ port }) => port));
  return {
    fresh: () => ({ address, options: freshOptions(), faults: () => [] }),
    cut: () => proxies.reduce((sum, proxy) => sum + proxy.cut(), 0),
    stop: async () => {
      await Promise.all(proxies.map(async (proxy) => proxy.stop()));
      await stop();
    },
  };
}
