import type { Person } from './person.js';

const DAY_MS = 24 * 60 * 60 * 1000;

/** Remembers when each person was sent marketing in the last 24 hours. */
export class MarketingLog {
  private sent = new WeakMap<Person, readonly number[]>();

  /** Returns the times at which marketing was sent to a person, oldest first. */
  timesOf(person: Person): readonly number[] {
    return this.sent.get(person) ?? [];
  }

  put(person: Person, times: readonly number[]): void {
    this.sent.set(person, times);
  }

  clear(): void {
    this.sent = new WeakMap();
  }

  /** @returns whether there is room for one more, which then counts */
  admit(person: Person, now: number, limit: number): boolean {
    const recent = (this.sent.get(person) ?? []).filter((at) => at > now - DAY_MS);
    if (recent.length >= limit) return false;
    this.sent.set(person, [...recent, now]);
    return true;
  }
}
