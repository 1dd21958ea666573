import { LRUCache } from 'lru-cache';
import { UserAliases, type KnownUser } from './user-aliases.js';

/**
 * The default {@link UserAliases}: bounded memory of this process; who was not seen for longest is forgotten first.
 *
 * @publicApi
 */
export class MemoryUserAliases extends UserAliases {
  readonly #userIds: LRUCache<string, string>;
  readonly #waIds: LRUCache<string, string>;

  constructor({ maxAliases }: { readonly maxAliases: number }) {
    super();
    this.#userIds = new LRUCache({ max: maxAliases });
    this.#waIds = new LRUCache({ max: maxAliases });
  }

  learn({ phoneNumberId, userId, waId }: KnownUser): Promise<void> {
    this.#userIds.set(`${phoneNumberId}:${waId}`, userId);
    this.#waIds.set(`${phoneNumberId}:${userId}`, waId);
    return Promise.resolve();
  }

  userIdOf(phoneNumberId: string, waId: string): Promise<string | undefined> {
    return Promise.resolve(this.#userIds.get(`${phoneNumberId}:${waId}`));
  }

  waIdOf(phoneNumberId: string, userId: string): Promise<string | undefined> {
    return Promise.resolve(this.#waIds.get(`${phoneNumberId}:${userId}`));
  }
}
