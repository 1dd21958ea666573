// An app with only the required peers: the main entry loads, by import and by require, as one and the same copy.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const imported = await import('nestjs-whatsapp');
const required = require('nestjs-whatsapp');
assert.equal(typeof imported.WhatsAppModule, 'function');
assert.equal(required.WhatsAppModule, imported.WhatsAppModule);

assert.throws(() => require.resolve('@nestjs/terminus'), { code: 'MODULE_NOT_FOUND' });
await assert.rejects(import('nestjs-whatsapp/health'), /@nestjs\/terminus/);
await assert.rejects(import('nestjs-whatsapp/postgres'), /pg/);
await assert.rejects(import('nestjs-whatsapp/redis'), /ioredis/);
const { sqlite } = await import('nestjs-whatsapp/sqlite');
const storage = sqlite(':memory:');
if (process.getBuiltinModule('node:sqlite')) await storage.open();
else await assert.rejects(storage.open(), /npm install libsql/);
await storage.close();
await import('nestjs-whatsapp/testing');
for (const entry of ['dto', 'extending', 'payloads']) {
  const names = Object.entries(await import(`nestjs-whatsapp/${entry}`)).filter(
    ([name]) => name !== 'default',
  );
  assert.equal(names.length > 0, entry !== 'payloads', entry);
  for (const [name, value] of names) assert.equal(require(`nestjs-whatsapp/${entry}`)[name], value, name);
}
await assert.rejects(import('nestjs-whatsapp/dist/index.js'), { code: 'ERR_PACKAGE_PATH_NOT_EXPORTED' });
process.stdout.write('bare: all good\n');
