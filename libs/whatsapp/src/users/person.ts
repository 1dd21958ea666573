import type { LinkGraph } from './link-graph.js';
import type { UserIds, WhatsAppUser } from './user-ids.js';
import { kindOf, phoneName, userNames } from './user-names.js';

/**
 * A user with all ids that are known to be the same one, and whose facts count for that user. Facts stay under the id that they were
 * learned with: those under a user id are that user's for good, those under a phone number or a parent id are whoever's it was then.
 */
export class Person implements WhatsAppUser {
  readonly phoneNumberId: string;
  declare readonly userId?: string;
  declare readonly parentUserId?: string;
  declare readonly waId?: string;
  readonly #graph: LinkGraph;
  /** All user ids of this person. */
  readonly #userIds: ReadonlySet<string>;
  /** Phone numbers and parent ids that are this person's or were. */
  readonly #aliases: ReadonlySet<string>;
  /** The ids that the caller has named: they are the person's where nobody else is known to have them. */
  readonly #named: ReadonlySet<string>;
  /** Numbers that the person had before one of these, where no user id says so, and until when. */
  readonly #until: ReadonlyMap<string, number>;
  /** Phone numbers that are this person's now. */
  readonly #phones: readonly string[];
  /** Users who had one of those before, with the number. */
  readonly #former: ReadonlyMap<string, string>;

  constructor(user: WhatsAppUser, graph: LinkGraph, now: number) {
    this.#graph = graph;
    this.phoneNumberId = user.phoneNumberId;
    const phone = user.waId === undefined ? undefined : phoneName(user.waId);
    const lines = phone === undefined ? new Set<string>() : graph.linesOf(phone);
    const named = new Set([...lines, ...(user.parentUserId === undefined ? [] : [user.parentUserId])]);
    const userId = user.userId ?? ownerOf(named, graph, now);
    const userIds = userId === undefined ? new Set<string>() : graph.successionOf(userId);
    const aliases = new Set(named);
    for (const id of userIds) {
      for (const [other] of graph.of(id).links) {
        if (kindOf(other) === 'phone') for (const line of graph.linesOf(phoneName(other))) aliases.add(line);
        else if (kindOf(other) === 'parent') aliases.add(other);
      }
    }
    const until = new Map<string, number>();
    for (const name of aliases) {
      for (const [former, at] of graph.of(name).was ?? []) {
        until.set(former, Math.max(at, until.get(former) ?? 0));
        aliases.add(former);
      }
    }
    this.#until = until;
    this.#userIds = userIds;
    this.#aliases = aliases;
    this.#named = named;
    this.#phones = [...aliases].filter((name) => {
      if (kindOf(name) !== 'phone') return false;
      const owner = graph.ownerAt(name, now);
      if (owner !== undefined) return userIds.has(owner);
      return named.has(name) || (!until.has(name) && !graph.hasUser(name));
    });
    this.#former = this.formerUsers();
    Object.assign(
      this,
      withoutGaps({
        userId: userId === undefined ? undefined : graph.latestOf(userId),
        parentUserId: this.latest('parent') ?? user.parentUserId,
        waId: this.latest('phone')?.slice(1) ?? (phone && graph.of(phone).shown?.at(-1)) ?? user.waId,
      }),
    );
  }

  /** This person's ids as of now, without those that are not known. */
  get ids(): UserIds {
    return withoutGaps(this);
  }

  /** The names of the ids under which there may be something that counts for this person. */
  get sources(): string[] {
    return [...this.#userIds, ...this.#aliases, ...this.#former.keys()];
  }

  /** The names of this person's ids as of now, the most lasting first. */
  get names(): string[] {
    return [...new Set([...userNames(this), ...this.#userIds, ...this.#phones])];
  }

  /** All names that this person has or had. */
  get allNames(): string[] {
    return [...this.#userIds, ...this.#aliases];
  }

  /**
   * Returns `true` when a fact that is kept under an id, and happened at a time, is this person's.
   *
   * @param by the user id of whom it is, where that is known besides
   */
  owns(name: string, at: number, by?: string): boolean {
    if (this.#userIds.has(name)) return true;
    if (!this.#aliases.has(name)) return false;
    if (by !== undefined && this.isLinked(name, by)) return this.#userIds.has(by);
    const owner = this.#graph.ownerAt(name, at);
    if (owner !== undefined) return this.#userIds.has(owner);
    const until = this.#until.get(name);
    if (until !== undefined) return at <= until;
    // Who had it moved on to another number.
    if (this.#graph.movedAt(name) >= at) return false;
    return this.#named.has(name) || !this.#graph.hasUser(name);
  }

  /** Returns `true` for a fact of somebody who had this person's phone number before: a refusal stays with the number. */
  inherits(name: string, at: number, by?: string): boolean {
    const phone = this.#former.get(name);
    if (phone !== undefined) return this.#graph.ownerAt(phone, at) === name;
    if (!this.#phones.includes(name) || this.owns(name, at, by)) return false;
    return by === undefined || !this.isLinked(name, by) || this.#graph.ownerAt(name, at) === by;
  }

  private isLinked(name: string, userId: string): boolean {
    return this.#graph.of(name).links.some(([id]) => id === userId);
  }

  private formerUsers(): Map<string, string> {
    const former = new Map<string, string>();
    for (const phone of this.#phones) {
      for (const [id] of this.#graph.of(phone).links) {
        if (kindOf(id) !== 'user' || this.#userIds.has(id)) continue;
        former.set(id, phone);
        // Whether that one had moved on by a time is read there.
        this.#graph.of(id);
      }
    }
    return former;
  }

  /** The phone number or parent id that this person was last seen with, where nobody else has it now. */
  private latest(kind: 'phone' | 'parent'): string | undefined {
    let found: string | undefined;
    let since = Number.NEGATIVE_INFINITY;
    for (const userId of this.#userIds) {
      for (const [id, , last] of this.#graph.of(userId).links) {
        if (kindOf(id) !== kind || last <= since) continue;
        if (kind === 'phone' && !this.#phones.includes(phoneName(id))) continue;
        found = id;
        since = last;
      }
    }
    return found;
  }
}

/** Returns the owner of phone numbers and a parent id; the numbers decide. */
function ownerOf(aliases: ReadonlySet<string>, graph: LinkGraph, now: number): string | undefined {
  for (const alias of aliases) {
    const owner = graph.ownerAt(alias, now);
    if (owner !== undefined) return owner;
  }
  return undefined;
}

function withoutGaps({ userId, parentUserId, waId }: UserIds): UserIds {
  return {
    ...(userId !== undefined && { userId }),
    ...(parentUserId !== undefined && { parentUserId }),
    ...(waId !== undefined && { waId }),
  };
}
