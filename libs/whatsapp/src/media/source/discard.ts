import { Readable } from 'node:stream';

/** Destroys a stream that is not going to be read, and ignores its errors. */
export function discard(stream: Readable): void {
  stream.on('error', () => undefined);
  stream.destroy();
}

/** Destroys a source that is a stream; anything else holds nothing. */
export function discardSource(source: unknown): void {
  if (source instanceof Readable) discard(source);
}
