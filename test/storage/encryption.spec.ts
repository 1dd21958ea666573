import { createCipheriv, createDecipheriv, randomBytes, randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import {
  WhatsAppDeliveryService,
  WhatsAppMessagesService,
  type StorageEncryption,
  type WhatsAppModuleExtras,
  type WhatsAppModuleOptions,
} from 'nestjs-whatsapp';
import { EncryptedStorage, GraphTransport, MemoryStorage, WhatsAppStorage } from 'nestjs-whatsapp/extending';
import { redis } from 'nestjs-whatsapp/redis';
import { RecordingTransport } from '../support/recording-transport.js';
import { startRedis, type TestRedis } from '../support/servers/redis-server.js';
import { createContext } from '../support/whatsapp-app.js';

type Options = WhatsAppModuleOptions & WhatsAppModuleExtras;
type Context = Awaited<ReturnType<typeof createContext>>;

/** A service of an application, as it may be given: its methods stand on its class. */
class Vault implements StorageEncryption {
  readonly #key = randomBytes(32);

  encrypt(text: string): string {
    const iv = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', this.#key, iv);
    const content = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return Buffer.concat([iv, cipher.getAuthTag(), content]).toString('base64');
  }

  decrypt(encrypted: string): string {
    const bytes = Buffer.from(encrypted, 'base64');
    const decipher = createDecipheriv('aes-256-gcm', this.#key, bytes.subarray(0, 12));
    decipher.setAuthTag(bytes.subarray(12, 28));
    return decipher.update(bytes.subarray(28), undefined, 'utf8') + decipher.final('utf8');
  }
}

describe('The option encrypt', () => {
  let server: TestRedis;
  let keyPrefix: string;
  const open: Context[] = [];
  const storages: WhatsAppStorage[] = [];
  const shared = (): WhatsAppStorage => {
    const storage = redis(server.url, { keyPrefix });
    storages.push(storage);
    return storage;
  };
  beforeAll(async () => {
    server = await startRedis();
  });
  afterAll(async () => server.stop());
  beforeEach(() => {
    keyPrefix = `wa-test-${randomUUID()}:`;
  });
  afterEach(async () => {
    for (const context of open.splice(0)) await context.close();
    for (const storage of storages.splice(0)) await storage.close();
  });

  async function start(options: Options): Promise<Context> {
    const context = await createContext({
      phoneNumberId: '1001',
      accessToken: 'EAAG',
      ...options,
      providers: [
        { provide: GraphTransport, useValue: new RecordingTransport() },
        ...(options.providers ?? []),
      ],
    });
    open.push(context);
    return context;
  }

  /** All that the server holds. */
  async function everything(): Promise<string> {
    const client = new Redis(server.url);
    const keys = await client.keys(`${keyPrefix}*r:*`);
    const values = keys.length > 0 ? await client.mget(keys) : [];
    await client.quit();
    return values.join('\n');
  }

  it('leaves no content of a record in the clear on a server, and the next process reads them', async () => {
    const encrypt = new Vault();
    const first = await start({ storage: shared(), encrypt });
    const sent = await first
      .get(WhatsAppMessagesService)
      .sendText('+16505551234', 'hello', { idempotencyKey: 'order-1' });
    const stored = await everything();
    expect(stored).toContain('{"encrypted":"');
    expect(stored).not.toMatch(/\n\{(?!"encrypted":)/);
    const second = await start({ storage: shared(), encrypt });
    expect(await second.get(WhatsAppDeliveryService).find({ recipient: '+16505551234' })).toMatchObject([
      { messageId: sent.messageId },
    ]);
  });

  it.each([
    ['with another key', { encrypt: new Vault() }, /key that `encrypt.decrypt` does not read/],
    ['without it', {}, /are encrypted: give the option `encrypt`/],
  ])('is told at the start of a process %s', async (_how, options, problem) => {
    await start({ storage: shared(), encrypt: new Vault() });
    await expect(start({ storage: shared(), ...options })).rejects.toThrow(problem);
  });

  it('holds for the memory of the process too', async () => {
    const encrypt = new Vault();
    const context = await start({ encrypt });
    expect(context.get(WhatsAppStorage)).toBeInstanceOf(EncryptedStorage);
    await expect(
      context.get(WhatsAppMessagesService).sendText('+16505551234', 'hello'),
    ).resolves.toMatchObject({ messageId: expect.any(String) });
  });

  it('costs nothing where it is not given', async () => {
    expect((await start({})).get(WhatsAppStorage)).toBeInstanceOf(MemoryStorage);
  });

  it('is refused where it is none, and beside a provider of the storage', async () => {
    const half = { encrypt: (text: string) => text } as StorageEncryption;
    await expect(start({ encrypt: half })).rejects.toThrow('encrypt: expected an object with the functions');
    await expect(
      start({
        encrypt: new Vault(),
        providers: [{ provide: WhatsAppStorage, useValue: new MemoryStorage() }],
      }),
    ).rejects.toThrow('provide `new EncryptedStorage(storage, { encrypt, decrypt })` instead');
  });
});
