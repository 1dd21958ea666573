import type { Readable } from 'node:stream';

/** Lets go of a stream that nobody is going to read; what it complains about then concerns nobody. */
export function discard(stream: Readable): void {
  stream.on('error', () => undefined);
  stream.destroy();
}
