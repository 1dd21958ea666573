import { randomBytes } from 'node:crypto';
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { freePort } from './free-port.js';
import type { ServerProcess } from './server-process.js';

/** A PostgreSQL server for tests. */
export interface PostgresServer {
  readonly url: string;
  /** Ends it and removes its data. */
  stop(): Promise<void>;
  /** SIGKILL, as a crash. Only of a server that was started here. */
  kill(): Promise<void>;
  /** Starts it again over its data. Only of a server that was started here. */
  restart(): Promise<void>;
}

const initSettings = ['--auth=scram-sha-256', '--encoding=UTF8', '--locale=C', '--no-sync'];
const startsWithinMs = 30_000;

/** The server of `DATABASE_URL`, or one that is started for the caller. */
export async function startPostgres(): Promise<PostgresServer> {
  const url = process.env['DATABASE_URL'];
  if (!url) return startOwnPostgres();
  const notOurs = (): Promise<void> => Promise.reject(new Error('The server of DATABASE_URL is not ours'));
  return { url, stop: () => Promise.resolve(), kill: notOurs, restart: notOurs };
}

/** A server of the caller's own, on a free port of 127.0.0.1, with its data in a temporary folder. */
export async function startOwnPostgres(how: ServerProcess = {}): Promise<PostgresServer> {
  const bin = findBinaries();
  const user = unprivilegedUser();
  const folder = mkdtempSync(join(tmpdir(), 'postgres-'));
  const data = join(folder, 'data');
  const passwordFile = join(folder, 'password');
  const password = randomBytes(12).toString('hex');
  writeFileSync(passwordFile, password);
  if (user) for (const path of [folder, passwordFile]) chownSync(path, user.uid, user.gid);
  const initialized = spawnSync(
    join(bin, 'initdb'),
    ['-D', data, '-U', 'postgres', `--pwfile=${passwordFile}`, ...initSettings],
    { ...user, cwd: folder, encoding: 'utf8' },
  );
  if (initialized.status !== 0) throw new Error(`initdb failed: ${initialized.stdout}${initialized.stderr}`);

  const port = await freePort();
  const url = `postgres://postgres:${password}@127.0.0.1:${port}/postgres`;
  let child: ChildProcess | undefined;
  let output = '';
  const end = async (signal: 'SIGINT' | 'SIGKILL'): Promise<void> => {
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill(signal);
    await ended;
  };
  const start = async (): Promise<void> => {
    const until = performance.now() + startsWithinMs;
    while (performance.now() < until) {
      // After a SIGKILL the processes of the old server may need a moment to see that it is gone.
      if (!child || child.exitCode !== null || child.signalCode !== null) {
        child = spawn(
          join(bin, 'postgres'),
          [
            '-D',
            data,
            '-p',
            String(port),
            '-c',
            'listen_addresses=127.0.0.1',
            '-c',
            'unix_socket_directories=',
          ],
          { ...user, cwd: folder, stdio: ['ignore', 'ignore', 'pipe'], detached: how.detached ?? false },
        );
        if (how.onExit) child.once('exit', how.onExit);
        child.stderr?.on('data', (text: Buffer) => (output = (output + text.toString()).slice(-4000)));
      }
      if (await answers(url)) return;
      await sleep(50);
    }
    throw new Error(`PostgreSQL has not started within ${startsWithinMs} ms: ${output}`);
  };
  const remove = (): void => {
    child?.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  process.once('exit', remove);
  await start();
  return {
    url,
    kill: () => end('SIGKILL'),
    restart: start,
    async stop() {
      await end('SIGINT');
      remove();
      process.off('exit', remove);
    },
  };
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('SELECT 1');
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** PostgreSQL refuses to run as root. */
function unprivilegedUser(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  for (const name of ['postgres', 'nobody']) {
    const [uid, gid] = ['-u', '-g'].map((flag) => spawnSync('id', [flag, name], { encoding: 'utf8' }).stdout);
    if (uid && gid) return { uid: Number(uid), gid: Number(gid) };
  }
  throw new Error('PostgreSQL cannot run as root, and there is no user "postgres" or "nobody"');
}

/** Debian keeps the server's programs beside the path. */
function findBinaries(): string {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian).toSorted((a, b) => Number(b) - Number(a)) : [];
  const folders = [
    ...(process.env['PATH'] ?? '').split(delimiter),
    ...versions.map((version) => join(debian, version, 'bin')),
  ];
  const found = folders.find((folder) =>
    ['initdb', 'postgres'].every((name) => existsSync(join(folder, name))),
  );
  if (found === undefined) {
    throw new Error('There is no PostgreSQL: run "node scripts/install-servers.mjs", or set DATABASE_URL');
  }
  return found;
}
