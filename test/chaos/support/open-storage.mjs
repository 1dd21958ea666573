/** By scheme: makes the storage that an address names, with nothing loaded that is of another. */
const kinds = {
  async sqlite(address, options) {
    const { sqlite } = await import('nestjs-whatsapp/sqlite');
    return [sqlite(address.slice('sqlite:'.length), options)];
  },
  async redis(address, options) {
    const { redis } = await import('nestjs-whatsapp/redis');
    return [redis(address, options)];
  },
  async postgres(address, options) {
    const { postgres } = await import('nestjs-whatsapp/postgres');
    return [postgres(address, options)];
  },
  /** `cluster:` and of each node its port, and the one that it is reached by. */
  async cluster(address, options) {
    const { Cluster } = await import('ioredis');
    const { redis } = await import('nestjs-whatsapp/redis');
    const ports = address
      .slice('cluster:'.length)
      .split(',')
      .map((node) => node.split('='));
    const placeOf = (port) => ({ host: '127.0.0.1', port: Number(port) });
    const client = new Cluster(
      ports.map(([, proxy]) => placeOf(proxy)),
      { natMap: Object.fromEntries(ports.map(([port, proxy]) => [`127.0.0.1:${port}`, placeOf(proxy)])) },
    );
    client.on('error', () => undefined);
    return [redis(client, options), () => client.disconnect()];
  },
};

/** Opens a storage as built, over what `storages-under-test.ts` has started. */
export async function openStorage(address, options) {
  const [storage, after] = await kinds[address.split(':', 1)[0]](address, options);
  await storage.open();
  const close = async () => {
    await storage.close();
    after?.();
  };
  return { storage, close };
}
