import type { Person } from './person.js';

const DAY_MS = 24 * 60 * 60 * 1000;

/** Remembers the users who were reached in the last 24 hours by messages that the business began. */
export class ReachedUsers {
  /** The time at which each was reached first within the running 24 hours, oldest first. */
  private readonly since = new Map<Person, number>();

  /** @returns whether the user was reached already, or there is room for another one */
  hasRoom(person: Person, now: number, limit: number): boolean {
    this.forget(now);
    return this.since.has(person) || this.since.size < limit;
  }

  /** Counts a user who is reached. */
  note(person: Person, now: number): void {
    this.forget(now);
    if (!this.since.has(person)) this.since.set(person, now);
  }

  /** The time at which each user was reached, oldest first. */
  get all(): ReadonlyMap<Person, number> {
    return this.since;
  }

  clear(): void {
    this.since.clear();
  }

  private forget(now: number): void {
    for (const [someone, at] of this.since) {
      if (at > now - DAY_MS) break;
      this.since.delete(someone);
    }
  }
}
