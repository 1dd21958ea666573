import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { describeStartFailure } from '../../apps/sample/src/describe-start-failure.js';
import { readStorage } from '../../apps/sample/src/read-storage.js';
import { startPostgres } from '../support/servers/postgres-server.js';
import { startRedis } from '../support/servers/redis-server.js';
import { SampleUnderTest } from './sample-under-test.js';

// The first start compiles the whole app: seconds on a machine that has other things to do.
jest.setTimeout(30_000);

describe('STORAGE_URL', () => {
  const before = process.env['STORAGE_URL'];
  afterEach(() => {
    if (before === undefined) delete process.env['STORAGE_URL'];
    else process.env['STORAGE_URL'] = before;
  });

  it.each([
    ['Redis', startRedis],
    ['PostgreSQL', startPostgres],
  ])('keeps in %s what became of a message while the app is started anew', async (_name, startServer) => {
    const server = await startServer();
    const first = await SampleUnderTest.start({ STORAGE_URL: server.url });
    const text = { to: '+16505551234', type: 'text', text: { body: 'Hello from NestJS' } };
    const sent = await first.post('/messages', text);
    const { messageId } = sent.json as { messageId: string };
    await first.stop();
    const second = await SampleUnderTest.start({ STORAGE_URL: server.url });
    const answer = await second.get(`/messages/${encodeURIComponent(messageId)}`);
    await second.stop();
    await server.stop();
    expect([answer.status, answer.json]).toEqual([200, expect.objectContaining({ messageId })]);
  });

  it('may be a file', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'sample-storage-'));
    process.env['STORAGE_URL'] = `sqlite:${join(folder, 'whatsapp.db')}`;
    const storage = await readStorage();
    expect(storage).toMatchObject({ isDurable: true, isShared: true });
    await storage?.open();
    await storage?.close();
    expect(existsSync(join(folder, 'whatsapp.db'))).toBe(true);
    rmSync(folder, { recursive: true });
  });

  it.each([undefined, '', '  ', 'memory:'])('is the memory of the process where it is %j', async (url) => {
    if (url !== undefined) process.env['STORAGE_URL'] = url;
    await expect(readStorage()).resolves.toBeUndefined();
  });

  it.each(['redis', 'localhost:6379', 'http://user:secret@localhost', 'mysql://localhost'])(
    'is refused in one line where it is none, and not shown: %s',
    async (url) => {
      process.env['STORAGE_URL'] = url;
      const error: unknown = await readStorage().catch((thrown: unknown) => thrown);
      const shown = describeStartFailure(error, 'PORT');
      expect(shown).toMatch(/^STORAGE_URL must begin with one of memory: redis: .*leave it unset\.$/);
      expect(shown).not.toContain('secret');
    },
  );
});
