import { Readable } from 'node:stream';

/** Lets go of a stream that nobody is going to read; what it complains about then concerns nobody. */
export function discard(stream: Readable): void {
  stream.on('error', () => undefined);
  stream.destroy();
}

/** The same for whatever may be a stream; anything else holds nothing. */
export function discardSource(source: unknown): void {
  if (source instanceof Readable) discard(source);
}
