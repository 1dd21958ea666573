import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { storageContract } from '../testing/index.js';
import { EncryptedStorage, MemoryStorage, StorageDecryptionError, type StorageEncryption } from './index.js';
import { MapServer, MapStorage } from './spec-support/map-storage.js';

/** Encrypts with the first key, and reads what was encrypted with any of them. */
function encryptionWith(...keys: Buffer[]): StorageEncryption & { decrypted: number } {
  const encryption = {
    decrypted: 0,
    encrypt(text: string): string {
      const iv = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', keys[0] ?? '', iv);
      const content = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return Buffer.concat([iv, cipher.getAuthTag(), content]).toString('base64');
    },
    decrypt(encrypted: string): string {
      encryption.decrypted += 1;
      const bytes = Buffer.from(encrypted, 'base64');
      for (const key of keys) {
        try {
          const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12));
          decipher.setAuthTag(bytes.subarray(12, 28));
          return decipher.update(bytes.subarray(28), undefined, 'utf8') + decipher.final('utf8');
        } catch {
          // Another key may fit.
        }
      }
      throw new Error(`no key fits ${encrypted}`);
    },
  };
  return encryption;
}

const [oldKey, newKey] = [randomBytes(32), randomBytes(32)];
const increment = (before?: { readonly value: number }): { value: number } => ({
  value: (before?.value ?? 0) + 1,
});
afterEach(() => {
  jest.restoreAllMocks();
});

describe('an encrypted storage keeps the contract of a storage:', () => {
  const server = new MapServer();
  it.each([
    ...storageContract(() => new EncryptedStorage(new MemoryStorage(), encryptionWith(newKey))),
    ...storageContract(() => new EncryptedStorage(new MapStorage(server), encryptionWith(newKey))),
  ])('%s', async (_name, test) => {
    await expect(test()).resolves.toBeUndefined();
  });
});

describe('EncryptedStorage', () => {
  it('stores no content in the clear, and finds records by what stays readable', async () => {
    const inner = new MemoryStorage();
    const storage = new EncryptedStorage(inner, encryptionWith(newKey));
    await storage.update('some', 'a', () => ({ value: { text: 'S3CRET' }, tags: ['t'], dueAt: 5 }));
    const [stored] = inner.getMany('some', ['a']);
    expect(stored).toMatchObject({ value: { encrypted: expect.any(String) }, tags: ['t'], dueAt: 5 });
    expect(JSON.stringify(stored)).not.toContain('S3CRET');
    const { records } = await storage.list<{ text: string }>('some', { tag: 't', limit: 5 });
    expect(records).toMatchObject([{ key: 'a', value: { text: 'S3CRET' }, dueAt: 5 }]);
  });

  it('decrypts nothing that it has given out, and answers at once where the other does', async () => {
    const encryption = encryptionWith(newKey);
    const storage = new EncryptedStorage(new MemoryStorage(), encryption);
    const made = storage.update<number>('some', 'a', increment, 'absent');
    if (made instanceof Promise) throw new Error('This one is in memory');
    const again = await storage.update<number>('some', 'a', increment, made.stored);
    expect(again.stored?.value).toBe(2);
    const server = new MapServer();
    const remote = new EncryptedStorage(new MapStorage(server), encryption);
    const first = await remote.update<number>('some', 'a', increment);
    server.reads = 0;
    const second = await remote.update<number>('some', 'a', increment, first.stored);
    const third = await remote.update<number>('some', 'a', increment, {
      key: 'a',
      value: 2,
      version: second.stored?.version ?? '',
    });
    expect([third.stored?.value, server.reads]).toEqual([3, 0]);
    expect(encryption.decrypted).toBe(0);
    await remote.close();
  });

  it('reads what was written without encryption and with an older key, and writes with the new one', async () => {
    const inner = new MemoryStorage();
    inner.update('some', 'plain', () => ({ value: 1 }));
    await new EncryptedStorage(inner, encryptionWith(oldKey)).update('some', 'old', () => ({ value: 1 }));
    const both = new EncryptedStorage(inner, encryptionWith(newKey, oldKey));
    for (const key of ['plain', 'old']) await both.update<number>('some', key, increment);
    const records = await new EncryptedStorage(inner, encryptionWith(newKey)).getMany<number>('some', [
      'plain',
      'old',
    ]);
    expect(records.map((record) => record?.value)).toEqual([2, 2]);
  });

  it('names the collection of a record that it cannot read, and never its content', async () => {
    const inner = new MemoryStorage();
    await new EncryptedStorage(inner, encryptionWith(oldKey)).update('some', 'a', () => ({
      value: 'S3CRET',
    }));
    const storage = new EncryptedStorage(inner, encryptionWith(newKey));
    const [record] = await storage.getMany('some', ['a']);
    const read = (): unknown => record?.value;
    expect(read).toThrow(StorageDecryptionError);
    expect(read).toThrow('A record of "some" cannot be decrypted: Error');
    await expect(async () => storage.update<string>('some', 'a', (before) => before)).rejects.toMatchObject({
      code: 'WHATSAPP_STORAGE_DECRYPTION',
      retryable: false,
      advice: expect.stringContaining('encrypt.decrypt'),
    });
    await storage.update('some', 'a', () => 'drop');
    expect(await storage.getMany('some', ['a'])).toEqual([undefined]);
  });

  it('gives what is due also where another record cannot be read, and tells that once', async () => {
    const told = jest.spyOn(Logger.prototype, 'error').mockImplementation(() => undefined);
    const inner = new MemoryStorage();
    const unreadable = new EncryptedStorage(inner, encryptionWith(oldKey));
    for (const key of ['a', 'b']) await unreadable.update('some', key, () => ({ value: 1, dueAt: 1 }));
    const storage = new EncryptedStorage(inner, encryptionWith(newKey));
    await storage.update('some', 'c', () => ({ value: 2, dueAt: 2 }));
    expect((await storage.takeDue('some', 5, 1000)).map(({ key }) => key)).toEqual(['c']);
    expect(told.mock.calls).toEqual([[expect.stringContaining('"some" cannot be decrypted')]]);
  });

  it.each<[string, StorageEncryption]>([
    ['loses what it is given', { encrypt: () => '', decrypt: () => '' }],
    [
      'throws',
      {
        encrypt: (text) => text,
        decrypt: () => {
          throw new Error('no');
        },
      },
    ],
    ['answers later', { encrypt: (): string => JSON.parse('{}'), decrypt: (text) => text }],
  ])('tells at the start where the encryption %s', async (_how, encryption) => {
    const storage = new EncryptedStorage(new MemoryStorage(), encryption);
    await expect(storage.open()).rejects.toThrow('must each return text');
  });
});
