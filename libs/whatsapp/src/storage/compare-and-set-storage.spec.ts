import { afterEach, describe, expect, it } from '@jest/globals';
import { WhatsAppConfigurationError } from '../errors/index.js';
import { storageContract } from '../testing/index.js';
import { StorageUnavailableError, type Change } from './index.js';
import { MapServer, MapStorage } from './spec-support/map-storage.js';

describe('a store that compares and sets keeps the contract of a storage:', () => {
  const server = new MapServer();
  it.each([...storageContract(() => new MapStorage(server))])('%s', async (_name, test) => {
    await expect(test()).resolves.toBeUndefined();
  });
});

describe('a storage behind a network', () => {
  const increment: Change<number> = (before) => ({ value: (before?.value ?? 0) + 1 });
  const opened: MapStorage[] = [];
  const storageOn = (server: MapServer, waitMs?: number): MapStorage => {
    const storage = new MapStorage(server, { waitMs });
    opened.push(storage);
    return storage;
  };
  afterEach(async () => {
    for (const storage of opened.splice(0)) await storage.close();
  });
  const valueIn = async (storage: MapStorage): Promise<number | undefined> =>
    (await storage.getMany<number>('some', ['a']))[0]?.value;

  it.each(['before', 'after'] as const)(
    'counts each change once where connections are cut %s the write, and others write and remove meanwhile',
    async (moment) => {
      const server = new MapServer();
      let calls = 0;
      server.cut = (now) => {
        if (now !== moment) return;
        calls += 1;
        if (calls % 3 === 0) throw new Error('ECONNRESET');
      };
      const several = Array.from({ length: 4 }, () => storageOn(server));
      let removed = 0;
      await Promise.all(
        Array.from({ length: 400 }, async (_, index) => {
          const storage = several[index % 4];
          if (index % 20 !== 19) {
            await storage?.update<number>('some', 'a', increment);
            return;
          }
          let seen = 0;
          const made = await storage?.update<number>('some', 'a', (before) => {
            seen = before?.value ?? 0;
            return 'drop';
          });
          if (made?.changed) removed += seen;
        }),
      );
      const [storage] = several;
      expect(removed + (storage ? ((await valueIn(storage)) ?? 0) : 0)).toBe(380);
    },
  );

  it('reads nothing where a write tells what others have written meanwhile', async () => {
    const server = new MapServer();
    const [one, other] = [storageOn(server), storageOn(server)];
    const { stored } = await one.update<number>('some', 'a', increment);
    await other.update<number>('some', 'a', increment);
    const { reads } = server;
    expect(await one.update<number>('some', 'a', increment, stored)).toMatchObject({ stored: { value: 3 } });
    expect(await one.update<number>('some', 'a', () => undefined, 'absent')).toMatchObject({
      stored: { value: 3 },
      changed: false,
    });
    expect(server.reads - reads).toBe(1);
    // What is taken for absent, and is there.
    await one.update<number>('some', 'a', (before) => (before ? undefined : { value: 1 }), 'absent');
    expect(server.reads - reads).toBe(1);
  });

  it('knows its own write again after others have taken the record as due', async () => {
    const server = new MapServer();
    const storage = storageOn(server);
    const other = storageOn(server);
    await storage.update<number>('some', 'a', increment);
    const cut = new Promise<void>((resolve) => {
      server.cut = (moment) => {
        if (moment === 'before') return;
        server.cut = () => undefined;
        resolve();
        throw new Error('ECONNRESET');
      };
    });
    const changed = storage.update<number>('some', 'a', (before, now) => ({
      value: (before?.value ?? 0) + 1,
      dueAt: now - 1,
    }));
    await cut;
    await other.takeDue('some', 1, 60_000);
    await changed;
    expect(await valueIn(storage)).toBe(2);
  });

  it('fails at once where it is not to wait, and after its time where it is', async () => {
    const server = new MapServer();
    server.cut = () => {
      throw new Error('ECONNREFUSED');
    };
    await expect(storageOn(server, 0).update('some', 'a', increment)).rejects.toThrow(
      StorageUnavailableError,
    );
    await expect(storageOn(server, 0).update('some', 'a', increment)).rejects.toThrow('ECONNREFUSED');
  });

  it('fails at once where waiting does not help', async () => {
    const server = new MapServer();
    const storage = storageOn(server, 60_000);
    await expect(storage.update('some', 'a', () => ({ value: 1n }))).rejects.toThrow(TypeError);
    await expect(storage.update('some', 'a', () => ({ value: 1, dueAt: Number.NaN }))).rejects.toThrow(
      /one is NaN/,
    );
    server.cut = () => {
      throw new WhatsAppConfigurationError(['the table is not there']);
    };
    await expect(storage.update('some', 'a', increment)).rejects.toThrow(WhatsAppConfigurationError);
  });

  it('reads the calls of a tick at once, and writes them at once; what is assumed rightly is not read', async () => {
    const server = new MapServer();
    const storage = storageOn(server);
    await storage.getMany('some', ['x']);
    server.reads = 0;
    const keys = Array.from({ length: 100 }, (_, index) => `k${index}`);
    const made = await Promise.all(
      keys.map((key) => storage.update<number>('some', key, increment, 'absent')),
    );
    expect([server.reads, server.writes]).toEqual([0, 1]);
    await Promise.all(keys.map((key) => storage.update<number>('some', key, increment)));
    expect([server.reads, server.writes]).toEqual([1, 2]);
    await Promise.all(
      keys.map((key, index) => storage.update<number>('some', key, increment, made[index]?.stored)),
    );
    expect(await valueIn(storage)).toBeUndefined();
    expect(server.rows.get('some')?.size).toBe(100);
    const [first] = await storage.getMany<number>('some', ['k0']);
    expect(first?.value).toBe(3);
  });

  it('goes by the clock of its server', async () => {
    const storage = storageOn(new MapServer(() => 1_000_000_000_000));
    await storage.getMany('some', ['x']);
    const { now } = await storage.update('some', 'a', () => ({ value: 1 }), 'absent');
    expect(now).toBeLessThan(1_000_000_060_000);
    expect(now).toBeGreaterThanOrEqual(1_000_000_000_000);
  });
});
