/**
 * Remembers which content went to whom, by digests alone.
 *
 * @publicApi
 */
export abstract class RepeatStore {
  /**
   * Remembers a digest for `windowMs` under the name of its message, unless it is remembered already: then answers with the name
   * that it is remembered under. One of many who ask at once is answered `undefined`.
   */
  abstract remember(digest: string, name: string, windowMs: number): Promise<string | undefined>;

  /** The message was not sent after all; what is remembered under another name stays. */
  abstract forget(digest: string, name: string): Promise<void>;
}
