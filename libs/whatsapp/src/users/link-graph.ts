import { seenAt, type LinkRecord } from './link-record.js';
import { kindOf, phoneName } from './user-names.js';

const empty: LinkRecord = { links: [] };

/** The records of ids as far as they have been read, and what they say together. */
export class LinkGraph {
  readonly #records = new Map<string, LinkRecord>();
  readonly #missing = new Set<string>();

  add(name: string, record: LinkRecord | undefined): void {
    this.#records.set(name, record ?? empty);
    this.#missing.delete(name);
  }

  /** The ids that were asked for. */
  get names(): string[] {
    return [...this.#records.keys()];
  }

  /** Ids that must be read before the answers hold. */
  get missing(): string[] {
    return [...this.#missing];
  }

  has(name: string): boolean {
    return this.#records.has(name);
  }

  of(name: string): LinkRecord {
    const record = this.#records.get(name);
    if (record === undefined) this.#missing.add(name);
    return record ?? empty;
  }

  /** Returns `true` when a phone number or parent id was ever seen with a user id. */
  hasUser(name: string): boolean {
    return this.of(name).links.some(([id]) => kindOf(id) === 'user');
  }

  /** Returns the time when a user without a user id last moved from a phone number to another one. */
  movedAt(phone: string): number {
    return Math.max(Number.NEGATIVE_INFINITY, ...(this.of(phone).became ?? []).map(([, at]) => at));
  }

  /** A user id with all that it became and was before. */
  successionOf(userId: string): Set<string> {
    const found = new Set([userId]);
    for (const id of found) {
      const { became = [], was = [] } = this.of(id);
      for (const [other] of became) found.add(other);
      for (const [other] of was) found.add(other);
    }
    return found;
  }

  /** The user id that is valid now. */
  latestOf(userId: string): string {
    const passed = new Set([userId]);
    let latest = userId;
    for (;;) {
      const { became = [] } = this.of(latest);
      const [next] = became.filter(([id]) => !passed.has(id)).toSorted(([, one], [, other]) => other - one);
      if (next === undefined) return latest;
      [latest] = next;
      passed.add(latest);
    }
  }

  /** A phone number with those that Meta took it for. */
  linesOf(phone: string): Set<string> {
    const found = new Set([phone]);
    for (const name of found) {
      for (const [id] of this.of(name).links) if (kindOf(id) === 'phone') found.add(phoneName(id));
    }
    return found;
  }

  /**
   * Returns the owner of a phone number or parent id at a time: the user who was last seen with it
   * by then, unless that one was seen with another number since; before anybody was, the first one.
   */
  ownerAt(alias: string, time: number): string | undefined {
    let owner: string | undefined;
    let since = Number.NEGATIVE_INFINITY;
    let first: string | undefined;
    let firstAt = Number.POSITIVE_INFINITY;
    let lineSince = Number.POSITIVE_INFINITY;
    for (const link of this.of(alias).links) {
      const [id, begin] = link;
      if (kindOf(id) === 'phone') lineSince = Math.min(lineSince, begin);
      if (kindOf(id) !== 'user') continue;
      const seen = seenAt(link, time);
      if (seen > since || (seen === since && owner !== undefined && id > owner)) {
        owner = id;
        since = seen;
      }
      if (begin < firstAt) {
        first = id;
        firstAt = begin;
      }
    }
    // Who had another number beside this one before is no reason to think that it was the first user's.
    if (owner === undefined) return lineSince < firstAt ? undefined : first;
    return kindOf(alias) === 'phone' && this.hasMoved(owner, alias, since, time) ? undefined : owner;
  }

  private hasMoved(userId: string, phone: string, since: number, time: number): boolean {
    let here = since;
    let elsewhere = Number.NEGATIVE_INFINITY;
    for (const each of this.successionOf(userId)) {
      for (const link of this.of(each).links) {
        const [id] = link;
        if (kindOf(id) !== 'phone') continue;
        const seen = seenAt(link, time);
        if (phoneName(id) === phone) here = Math.max(here, seen);
        else elsewhere = Math.max(elsewhere, seen);
      }
    }
    return elsewhere > here;
  }
}
