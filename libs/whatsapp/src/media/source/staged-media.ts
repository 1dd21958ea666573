import type { Readable } from 'node:stream';

/** A file that has been read once and can be read again: its size and its hash are known. */
export interface StagedMedia {
  readonly size: number;
  /** Hexadecimal. */
  readonly sha256: string;
  /** The first 64 KiB, or all of it. */
  readonly head: Buffer;
  /** The path of the file, if it is a file. */
  readonly path?: string;
  /** The whole, if it was given in memory. */
  readonly bytes?: Buffer;
  /** The original name of the file. */
  readonly filename?: string;
  /** @param start the first byte that is read; 0 if left out */
  open(start?: number): Readable;
  /** Deletes what was put down for it; may be called again. */
  dispose(): Promise<void>;
}
