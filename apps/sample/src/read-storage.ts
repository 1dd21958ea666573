import type { WhatsAppStorage } from 'nestjs-whatsapp/extending';

const openers: Readonly<Record<string, (url: string) => Promise<WhatsAppStorage>>> = {
  'redis:': openRedis,
  'rediss:': openRedis,
  'postgres:': openPostgres,
  'postgresql:': openPostgres,
  'sqlite:': openSqlite,
};

/**
 * Reads `STORAGE_URL`: where the app keeps what must survive it. Unset or `memory:` it is the memory of the process; `redis://host` is
 * a Redis, `postgres://host/database` a PostgreSQL, `sqlite:whatsapp.db` a file. The adapter is loaded only where it is asked for.
 *
 * @throws InvalidStorageUrlError for everything else
 */
export async function readStorage(): Promise<WhatsAppStorage | undefined> {
  const url = process.env['STORAGE_URL']?.trim();
  if (!url || url === 'memory:') return undefined;
  const open = URL.canParse(url) ? openers[new URL(url).protocol] : undefined;
  if (open === undefined) throw new InvalidStorageUrlError();
  return open(url);
}

/** `STORAGE_URL` holds something that is no address of a storage. Its value is not shown: it may hold a password. */
export class InvalidStorageUrlError extends Error {
  constructor() {
    const known = ['memory:', ...Object.keys(openers)].join(' ');
    super(`STORAGE_URL must begin with one of ${known}. Correct it, or leave it unset.`);
    this.name = 'InvalidStorageUrlError';
  }
}

async function openPostgres(url: string): Promise<WhatsAppStorage> {
  const { postgres } = await import('nestjs-whatsapp/postgres');
  return postgres(url);
}

async function openRedis(url: string): Promise<WhatsAppStorage> {
  const { redis } = await import('nestjs-whatsapp/redis');
  return redis(url);
}

async function openSqlite(url: string): Promise<WhatsAppStorage> {
  const { sqlite } = await import('nestjs-whatsapp/sqlite');
  return sqlite(url.slice('sqlite:'.length));
}
