import { createHash } from 'node:crypto';
import { mediaRefused } from '../rules/media-refused.js';

/** The number of bytes that are kept of a file's beginning. */
export const HEAD_BYTES = 64 * 1024;

/** Hashes and measures a file piece by piece, and keeps its beginning. */
export class MediaDigest {
  readonly #hash = createHash('sha256');
  #head: Buffer = Buffer.alloc(0);
  #size = 0;

  constructor(private readonly maxBytes: number) {}

  /** @throws WhatsAppMediaError where the file is longer than allowed */
  add(chunk: Uint8Array): void {
    this.#size += chunk.length;
    if (this.#size > this.maxBytes) {
      throw mediaRefused('size', `is larger than ${describeBytes(this.maxBytes)}, the most that is accepted`);
    }
    if (this.#head.length < HEAD_BYTES) {
      this.#head = Buffer.concat([this.#head, chunk.subarray(0, HEAD_BYTES - this.#head.length)]);
    }
    this.#hash.update(chunk);
  }

  result(): { readonly size: number; readonly sha256: string; readonly head: Buffer } {
    return { size: this.#size, sha256: this.#hash.digest('hex'), head: this.#head };
  }
}

/** A size as Meta writes it: `5 MB`, `100 KB`, `37 bytes`. */
export function describeBytes(bytes: number): string {
  if (bytes >= 1024 * 1024) return `${Math.round((bytes / 1024 / 1024) * 100) / 100} MB`;
  return bytes >= 1024 ? `${Math.round((bytes / 1024) * 100) / 100} KB` : `${bytes} bytes`;
}
