import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { postgres } from 'nestjs-whatsapp/postgres';
import { storageContract } from 'nestjs-whatsapp/testing';
import { startPostgres, type PostgresServer } from '../support/servers/postgres-server.js';

const names = storageContract(() => {
  throw new Error('only the names are wanted');
}).map(([name], index): [string, number] => [name, index]);

describe('PostgreSQL keeps the contract of a storage:', () => {
  let server: PostgresServer;
  beforeAll(async () => {
    server = await startPostgres();
  }, 60_000);
  afterAll(async () => server.stop());

  it.each(names)('%s', async (_name, index) => {
    const test = storageContract(() => postgres(server.url))[index]?.[1];
    await expect(test?.()).resolves.toBeUndefined();
  });
});
