/** The names of one record. */
export interface RecordNames {
  /** The name that stays; absent where it is not known yet. */
  readonly primary?: string;
  /** Other names, which may come to mean another record later. */
  readonly aliases: readonly string[];
}

/** Where records are kept: a `Map`, or a cache that forgets. */
export interface KeyValue<Value> {
  get(key: string): Value | undefined;
  set(key: string, value: Value): unknown;
  delete(key: string): unknown;
}

interface Entry<Value> {
  readonly value: Value;
  readonly aliases: readonly string[];
}

/** Where {@link LinkedRecords} keeps things: entries by their key, and the keys that other names lead to. */
export interface LinkedStorage<Value> {
  readonly entries: KeyValue<{ readonly value: Value; readonly aliases: readonly string[] }>;
  readonly links: KeyValue<string>;
}

/**
 * Records that are found under several names. An alias leads to the primary name that it was last given with; what was kept
 * under an alias alone passes on to the first primary name that it is given with, and what was kept for another primary name
 * stays there.
 */
export class LinkedRecords<Value> {
  readonly #entries: KeyValue<Entry<Value>>;
  readonly #links: KeyValue<string>;

  constructor(
    { entries, links }: LinkedStorage<Value>,
    /** The same whichever is first, and no matter how often: records come in any order and more than once. */
    private readonly join: (one: Value, other: Value) => Value,
  ) {
    this.#entries = entries;
    this.#links = links;
  }

  /** Also what is still kept apart, because nobody has said before that these names belong together. */
  find(names: RecordNames): Value | undefined {
    const keys = new Set([this.keyOf(names), ...names.aliases]);
    let found: Value | undefined;
    for (const key of keys) {
      const value = key === undefined ? undefined : this.#entries.get(key)?.value;
      if (value !== undefined) found = this.joined(found, value);
    }
    return found;
  }

  /** Adds to a record, or begins it, and remembers that these names mean it. */
  merge(names: RecordNames, value: Value): Value {
    const key = this.keyOf(names);
    if (key === undefined) return value;
    let joined = this.joined(this.#entries.get(key)?.value, value);
    for (const alias of names.aliases) {
      if (alias === key) continue;
      joined = this.joined(this.take(alias), joined);
      this.#links.set(alias, key);
    }
    const aliases = new Set([...(this.#entries.get(key)?.aliases ?? []), ...names.aliases]);
    aliases.delete(key);
    this.#entries.set(key, { value: joined, aliases: [...aliases] });
    return joined;
  }

  /** What was kept under the names of before passes on to those of now; the old ones go on leading there. */
  rename(before: RecordNames, now: RecordNames, change: (value: Value) => Value): void {
    const from = this.keyOf(before);
    const to = this.keyOf(now);
    if (from === undefined || to === undefined || from === to) return;
    const entry = this.#entries.get(from);
    if (entry === undefined) return;
    this.#entries.delete(from);
    this.merge(now, change(entry.value));
    const key = this.keyOf(now);
    if (key === undefined) return;
    this.#links.set(from, key);
    for (const alias of entry.aliases) {
      if (this.#links.get(alias) === from) this.#links.set(alias, key);
    }
  }

  private keyOf({ primary, aliases }: RecordNames): string | undefined {
    if (primary !== undefined) return this.#links.get(primary) ?? primary;
    const linked = aliases.map((alias) => this.#links.get(alias)).find((key) => key !== undefined);
    return linked ?? aliases.find((alias) => this.#entries.get(alias) !== undefined) ?? aliases[0];
  }

  private take(key: string): Value | undefined {
    const entry = this.#entries.get(key);
    if (entry !== undefined) this.#entries.delete(key);
    return entry?.value;
  }

  private joined(one: Value | undefined, other: Value): Value {
    return one === undefined ? other : this.join(one, other);
  }
}
