import { sqlite } from 'nestjs-whatsapp/sqlite';

/** By scheme: opens the storage that an address names. */
const kinds = {
  sqlite: (address, options) => sqlite(address.slice('sqlite:'.length), options),
};

/** A storage as built, over what `storages-under-test.ts` has started. */
export async function openStorage(address, options) {
  const storage = kinds[address.split(':', 1)[0]](address, options);
  await storage.open();
  return storage;
}
