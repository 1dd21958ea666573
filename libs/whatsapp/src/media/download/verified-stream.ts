import { createHash } from 'node:crypto';
import { Transform, type TransformCallback } from 'node:stream';
import { MediaDownloadError } from './media-download.error.js';

/** The expected properties of a download. */
export interface Expectation {
  readonly maxBytes: number;
  /** The number of bytes to come; unknown where nobody said. */
  readonly bytes?: number;
  /** Hexadecimal or base64; left out where only a part is downloaded. */
  readonly sha256?: string;
}

/** Passes bytes on and checks them on their way: a file that is not what Meta has ends as an error and not as an end. */
export class VerifiedStream extends Transform {
  readonly #hash = createHash('sha256');
  #bytes = 0;

  constructor(private readonly expected: Expectation) {
    super();
  }

  override _transform(chunk: Uint8Array, _encoding: BufferEncoding, done: TransformCallback): void {
    this.#bytes += chunk.length;
    const { maxBytes } = this.expected;
    if (this.#bytes > maxBytes) {
      done(new MediaDownloadError('too-large', { detail: `more than ${maxBytes} bytes` }));
    } else {
      this.#hash.update(chunk);
      done(null, chunk);
    }
  }

  override _flush(done: TransformCallback): void {
    const { bytes = this.#bytes, sha256 } = this.expected;
    const found = this.#hash.digest();
    // Where there is a hash, it decides; the length then only tells what kind of wrong it is.
    const isRight = sha256 === undefined ? this.#bytes === bytes : isHash(sha256, found);
    if (isRight) {
      done();
    } else if (this.#bytes < bytes) {
      done(new MediaDownloadError('truncated', { detail: `${this.#bytes} of ${bytes} bytes` }));
    } else {
      done(new MediaDownloadError('tampered'));
    }
  }
}

/** The look-up writes the hash in hexadecimal, webhooks in base64. */
function isHash(expected: string, found: Buffer): boolean {
  const encoding = /^[0-9a-f]{64}$/i.test(expected) ? 'hex' : 'base64';
  return Buffer.from(expected, encoding).equals(found);
}
