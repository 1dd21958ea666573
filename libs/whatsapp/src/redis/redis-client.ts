/**
 * A client of Redis: a `Redis` or a `Cluster` of ioredis 5.3 or later or 6 fits, whichever copy of the package it comes from.
 *
 * @publicApi
 */
export interface RedisClient {
  readonly status: string;
  readonly isCluster: boolean;
  call(command: string, args: (string | Buffer | number)[]): Promise<unknown>;
  connect(): Promise<unknown>;
  disconnect(): void;
  /** The nodes of a Cluster. */
  nodes?(role: 'master'): RedisClient[];
}

/**
 * Returns the message of a client's error without what was sent: arguments are passwords, keys and
 * bodies, and errors of ioredis carry them, as some words of the server do.
 */
export function withoutArguments(error: unknown): Error {
  if (error instanceof Error && error.name === 'MaxRetriesPerRequestError') {
    return new Error('the connection to Redis was lost');
  }
  if (error instanceof Error && error.message.startsWith("Stream isn't writeable")) {
    return new Error('there is no connection to Redis');
  }
  // A host with several addresses fails without words of its own.
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const words = error instanceof Error ? error.message || code : String(error);
  return new Error(words.replace(/,? with args beginning with.*/s, ''));
}
