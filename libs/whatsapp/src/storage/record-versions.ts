import { randomBytes } from 'node:crypto';

/** The number of writers whose last writes a version can name. */
const maxWriters = 8;

/**
 * Makes the versions of one process: the write's own name, and after it the last one of each other process that wrote the record
 * lately, each with a semicolon behind. So a process whose connection was cut knows from the record whether its write was made,
 * also where others have written since.
 */
export class RecordVersions {
  readonly #writer = randomBytes(6).toString('base64url');
  #count = 0;

  /** The version that follows one. */
  after(version = ''): string {
    this.#count += 1;
    const others = writesOf(version).filter((other) => !other.startsWith(`${this.#writer}.`));
    return [`${this.#writer}.${this.#count.toString(36)}`, ...others.slice(0, maxWriters - 1), ''].join(';');
  }
}

/** Returns `true` when a record of this version has had the write that another version begins with. */
export function hasWrite(version: string, written: string): boolean {
  const [own] = writesOf(written);
  return own !== undefined && writesOf(version).includes(own);
}

/** Removes the text after the last semicolon: a name that was cut off. */
function writesOf(version: string): string[] {
  return version.split(';').slice(0, -1);
}
