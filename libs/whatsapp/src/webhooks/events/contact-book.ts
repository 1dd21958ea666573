import type { InboundContact } from '../payload/index.js';
import { namedIn } from './ids-of-item.js';
import { agree, areSame, completed } from '../../users/internal.js';
import type { UserIds } from '../../users/index.js';
import { userNames } from '../../users/internal.js';

interface Entry {
  readonly contact: InboundContact;
  readonly ids: UserIds;
}

/** The contacts of one change, found by the ids of its items: nobody's contact is put on somebody else. */
export class ContactBook {
  readonly #entries: readonly Entry[];
  readonly #isOfOneItem: boolean;
  /** The contacts by each id; `null` where contacts claim it who are not the same. */
  readonly #byId = new Map<string, Entry | null>();

  /** @param itemCount how many items the change has, of whatever kind */
  constructor(contacts: readonly InboundContact[], itemCount: number) {
    this.#isOfOneItem = itemCount === 1;
    this.#entries = contacts.map((contact) => ({ contact, ids: namedIn(contact) ?? {} }));
    for (const entry of this.#entries) {
      for (const name of userNames(entry.ids)) {
        const known = this.#byId.get(name);
        const isAgreed = known === undefined || (known !== null && agree(known.ids, entry.ids));
        const fuller =
          known && Object.keys(known.ids).length >= Object.keys(entry.ids).length ? known : entry;
        this.#byId.set(name, isAgreed ? fuller : null);
      }
    }
  }

  /**
   * The contact of an item's user, by the rule of {@link areSame}. An only contact that shares no kind of id with the item is its
   * user's where there is no other item.
   */
  of(named: UserIds = {}): InboundContact | undefined {
    const [first] = this.#entries;
    if (first === undefined) return undefined;
    for (const name of userNames(named)) {
      const entry = this.#byId.get(name);
      if (entry && areSame(entry.ids, named)) return entry.contact;
    }
    const isOnly = this.#isOfOneItem && this.#entries.length === 1;
    return isOnly && areSame(first.ids, named) === undefined ? first.contact : undefined;
  }

  /** An item's ids, those that are missing taken from its contact. */
  complete(named: UserIds | undefined): UserIds | undefined {
    const contact = this.of(named);
    return contact === undefined ? named : completed(named, namedIn(contact));
  }

  /** Returns `true` when a contact contradicts that these ids belong to one user. */
  contradicts(user: UserIds): boolean {
    return userNames(user).some((name) => {
      const entry = this.#byId.get(name);
      return entry === null || (entry !== undefined && !agree(entry.ids, user));
    });
  }
}
