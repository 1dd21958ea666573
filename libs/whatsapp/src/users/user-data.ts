import { Injectable } from '@nestjs/common';
import type { Awaitable } from '../storage/index.js';
import type { FoundPerson } from './found-person.js';

/** Options of forgetting a user. */
export interface ForgetOptions {
  /**
   * Keeps that the user opted out, and under which ids, and nothing else: without that the user would be written to again.
   * @default true
   */
  readonly keepOptOut?: boolean;
}

/** Keeps something of users, and can tell and forget it. */
export interface UserDataSource {
  /** What it is called in an export. */
  readonly id: string;
  /** What is kept of a person, as JSON; `undefined` where that is nothing. */
  export(found: FoundPerson): Awaitable<unknown>;
  /** May be called more than once for one person. */
  forget(found: FoundPerson, options: Required<ForgetOptions>): Awaitable<void>;
}

/** Every feature of the library that keeps something of users. */
@Injectable()
export class UserDataSources {
  readonly #sources = new Set<UserDataSource>();

  add(source: UserDataSource): void {
    this.#sources.add(source);
  }

  get all(): readonly UserDataSource[] {
    return [...this.#sources];
  }
}
