import { LRUCache } from 'lru-cache';
import { UserAliases, type KnownUser } from './user-aliases.js';
import { oneSpelling } from './user-names.js';

/**
 * The default {@link UserAliases}: bounded memory of this process; who was not seen for longest is forgotten first.
 *
 * @publicApi
 */
export class MemoryUserAliases extends UserAliases {
  /** Empty where a user was seen without one. */
  readonly #userIds: LRUCache<string, string>;
  readonly #waIds: LRUCache<string, string>;

  constructor({ maxAliases }: { readonly maxAliases: number }) {
    super();
    this.#userIds = new LRUCache({ max: maxAliases });
    this.#waIds = new LRUCache({ max: maxAliases });
  }

  learn({ phoneNumberId, userId, waId }: KnownUser): Promise<void> {
    const nameOf = (id: string): string => `${phoneNumberId}:${id}`;
    const name = nameOf(waId);
    const formerUserId = this.#userIds.peek(name);
    if (userId === undefined) {
      this.#userIds.set(name, formerUserId ?? '');
      return Promise.resolve();
    }
    // A number that passes to somebody else, or a user who gets another one: what was known before holds no more.
    const formerWaId = this.#waIds.peek(nameOf(userId));
    if (formerUserId && formerUserId !== userId && this.#waIds.peek(nameOf(formerUserId)) === waId) {
      this.#waIds.delete(nameOf(formerUserId));
    }
    if (formerWaId !== undefined && oneSpelling(formerWaId) !== oneSpelling(waId)) {
      if (this.#userIds.peek(nameOf(formerWaId)) === userId) this.#userIds.set(nameOf(formerWaId), '');
    }
    this.#userIds.set(name, userId);
    this.#waIds.set(nameOf(userId), waId);
    return Promise.resolve();
  }

  userIdOf(phoneNumberId: string, waId: string): Promise<string | undefined> {
    return Promise.resolve(this.#userIds.get(`${phoneNumberId}:${waId}`) || undefined);
  }

  knows(phoneNumberId: string, waId: string): Promise<boolean> {
    return Promise.resolve(this.#userIds.get(`${phoneNumberId}:${waId}`) !== undefined);
  }

  waIdOf(phoneNumberId: string, userId: string): Promise<string | undefined> {
    return Promise.resolve(this.#waIds.get(`${phoneNumberId}:${userId}`));
  }
}
