import { LRUCache } from 'lru-cache';
import { UserAliases, type KnownUser } from './user-aliases.js';

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
    const name = `${phoneNumberId}:${waId}`;
    if (userId !== undefined) {
      this.#userIds.set(name, userId);
      this.#waIds.set(`${phoneNumberId}:${userId}`, waId);
    } else if (this.#userIds.get(name) === undefined) {
      this.#userIds.set(name, '');
    }
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
