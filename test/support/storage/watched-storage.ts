import {
  MemoryStorage,
  WhatsAppStorage,
  type Awaitable,
  type Change,
  type ListQuery,
  type Page,
  type Stored,
  type Updated,
} from 'nestjs-whatsapp/extending';

/** A request to a storage. */
export interface StorageCall {
  readonly method: 'getMany' | 'update' | 'takeDue' | 'list';
  readonly collection: string;
  /** Of the records; of `list` the tag. */
  readonly keys: readonly string[];
}

/** A storage whose calls a test may count, delay, or have fail. */
export class WatchedStorage extends WhatsAppStorage {
  readonly calls: StorageCall[] = [];
  /** Is called before each call: what it throws is what the call fails with. */
  before: (call: StorageCall) => Awaitable<void> = () => undefined;
  /** Is called after each call that has succeeded: what it throws is what the caller is told. */
  after: (call: StorageCall) => Awaitable<void> = () => undefined;

  /** Makes each call. */
  around: <T>(call: StorageCall, make: () => Awaitable<T>) => Awaitable<T> = (_call, make) => make();

  constructor(
    readonly inner: WhatsAppStorage = new MemoryStorage(),
    readonly isShared = inner.isShared,
  ) {
    super();
  }

  get isDurable(): boolean {
    return this.inner.isDurable;
  }

  getMany<V>(collection: string, keys: readonly string[]): Promise<(Stored<V> | undefined)[]> {
    return this.watched({ method: 'getMany', collection, keys }, () =>
      this.inner.getMany<V>(collection, keys),
    );
  }

  update<V>(
    collection: string,
    key: string,
    change: Change<V>,
    assume?: 'absent' | Stored<V>,
  ): Promise<Updated<V>> {
    return this.watched({ method: 'update', collection, keys: [key] }, () =>
      this.inner.update<V>(collection, key, change, assume),
    );
  }

  takeDue<V>(collection: string, limit: number, leaseMs: number, tag?: string): Promise<Stored<V>[]> {
    return this.watched({ method: 'takeDue', collection, keys: [] }, () =>
      this.inner.takeDue<V>(collection, limit, leaseMs, tag),
    );
  }

  list<V>(collection: string, query: ListQuery): Promise<Page<V>> {
    return this.watched({ method: 'list', collection, keys: [query.tag] }, () =>
      this.inner.list<V>(collection, query),
    );
  }

  close(): Awaitable<void> {
    return this.inner.close();
  }

  private async watched<T>(call: StorageCall, make: () => Awaitable<T>): Promise<T> {
    this.calls.push(call);
    await this.before(call);
    const result = await this.around(call, make);
    await this.after(call);
    return result;
  }
}
