import type { Person } from '../people/person.js';

const DAY_MS = 24 * 60 * 60 * 1000;

/** Which users were reached in the last 24 hours by messages that the business began. */
export class ReachedUsers {
  /** When each was reached first within the running 24 hours, oldest first. */
  private readonly since = new Map<Person, number>();

  /** @returns whether the user was reached already, or there is room for another one */
  admit(person: Person, now: number, limit: number): boolean {
    for (const [someone, at] of this.since) {
      if (at > now - DAY_MS) break;
      this.since.delete(someone);
    }
    if (this.since.has(person)) return true;
    if (this.since.size >= limit) return false;
    this.since.set(person, now);
    return true;
  }
}
