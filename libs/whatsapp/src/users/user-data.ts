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
  /** The name of this data in an export. */
  readonly id: string;
  /** Exports the data of a person, as JSON; `undefined` where there is none. */
  export(found: FoundPerson): Awaitable<unknown>;
  /** Deletes the data of a person. It may be called more than once for one person. */
  forget(found: FoundPerson, options: Required<ForgetOptions>): Awaitable<void>;
}

/** The features of the library that keep data of users. */
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
