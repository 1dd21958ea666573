import type { Readable } from 'node:stream';

/** A file on this machine. */
export interface MediaPath {
  readonly path: string;
}

/** A file that this process fetches from a public http(s) address. */
export interface MediaUrl {
  readonly url: string | URL;
  /** Sent with the request, e.g. `authorization`; not to another host that the answer redirects to, nor from https to http. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** A file of a form, as Multer gives it to `@UploadedFile()`: in memory, or on this machine. */
export interface MediaFormFile {
  /** The original name of the file. */
  readonly originalname: string;
  readonly buffer?: Uint8Array;
  readonly path?: string;
}

/**
 * The source of a file's bytes. A stream is read once, to a temporary file; it is destroyed where it is not read to its end.
 *
 * @publicApi
 */
export type MediaSource =
  Uint8Array | Readable | AsyncIterable<Uint8Array> | MediaPath | MediaUrl | MediaFormFile;
