/** The characters that Redis would read as the hash tag of a key, and those that a hash tag cannot contain. */
const special = /[{}%\p{Cc}]|\p{Surrogate}/gu;

/**
 * The layout of the keys of records. Those of a collection are spread over shards by the hash of
 * their keys: all keys of a shard have one hash tag, so that a Cluster keeps them together, and a
 * script may change them in one step.
 */
export class RedisLayout {
  readonly #bases = new Map<string, readonly string[]>();

  constructor(
    private readonly prefix: string,
    readonly shards: number,
  ) {}

  /** A collection's name as it stands in keys. */
  static nameOf(collection: string): string {
    return collection.replace(special, (char) => `%${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
  }

  /** The beginnings of the keys of a collection, one for each shard. */
  basesOf(collection: string): readonly string[] {
    let bases = this.#bases.get(collection);
    if (bases === undefined) {
      bases = this.basesOfName(RedisLayout.nameOf(collection));
      this.#bases.set(collection, bases);
    }
    return bases;
  }

  basesOfName(name: string): readonly string[] {
    return Array.from(
      { length: this.shards },
      (_, shard) => `${this.prefix}{${name}:${String(shard).padStart(2, '0')}}:`,
    );
  }

  /** The beginning of the keys of the shard that a record is in. */
  baseOf(collection: string, key: string): string {
    const bases = this.basesOf(collection);
    return bases[bases.length === 1 ? 0 : hash(key) % bases.length] ?? '';
  }
}

/** FNV-1a. Records are found by it: it never changes. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  return value >>> 0;
}
