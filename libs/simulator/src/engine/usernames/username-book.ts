import { GraphApiError } from '../errors/graph-api.error.js';
import type { SimulatorState } from '../state/simulator-state.js';

/** The form of a username: 3 to 35 characters, a letter at least, no dot at an end or beside another. */
export const USERNAME_PATTERN = '^(?!www)(?=.*[a-z])[a-z0-9_](?:[a-z0-9_]|\\.(?!\\.)){1,33}[a-z0-9_]$';

/** Gives out usernames: those of people and of numbers are not free. */
export class UsernameBook {
  constructor(private readonly state: SimulatorState) {}

  /**
   * Gives a number a username; with `force` it is taken from another number of the business.
   * @throws GraphApiError 147001 where somebody else has it, 147005 where another own number has it
   */
  claim(phoneNumberId: string, username: string, force: boolean): void {
    const { settings, phoneNumbers } = this.state;
    if (this.isPersons(username)) {
      throw new GraphApiError({ code: 147001, details: `The username "${username}" is taken.` });
    }
    const holder = phoneNumbers.ids.find(
      (id) => id !== phoneNumberId && settings.of(id).username === username,
    );
    if (holder !== undefined && !force) {
      throw new GraphApiError({
        code: 147005,
        details: `The number ${holder} has this username: send transfer_action "force_transfer" to take it over.`,
      });
    }
    if (holder !== undefined) settings.of(holder).username = undefined;
    settings.of(phoneNumberId).username = username;
  }

  /** Free usernames made of the number's verified name. */
  suggestions(phoneNumberId: string): string[] {
    const { verifiedName } = this.state.phoneNumbers.get(phoneNumberId, 'GET').number;
    const words = verifiedName.toLowerCase().match(/[a-z0-9]+/g) ?? [];
    const made = [words.join(''), words.join('.'), words.join('_'), `${words.join('')}official`];
    return [...new Set(made)].filter(
      (username) => new RegExp(USERNAME_PATTERN).test(username) && !this.isPersons(username),
    );
  }

  private isPersons(username: string): boolean {
    return this.state.people.known.some((person) => person.username?.toLowerCase() === username);
  }
}
