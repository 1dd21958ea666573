/**
 * Makes the correlation ids that travel with each message.
 *
 * @publicApi
 */
export abstract class IdGenerator {
  /** A new id: 8 to 64 characters of `A-Z a-z 0-9 _ -`, never the same twice. */
  abstract next(): string;
}
