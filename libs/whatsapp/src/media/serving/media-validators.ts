import { createHash } from 'node:crypto';
import { ReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { StreamableFile } from '@nestjs/common';

/** The headers that tell one content from another. */
export interface MediaValidators {
  readonly lastModified?: string | undefined;
  readonly etag?: string | undefined;
}

// No comma, and no blank: both part the entries of a list, and not every reader of `If-None-Match` heeds the quotes around them.
const PLAIN = /^[\x21\x23-\x2b\x2d-\x7e]+$/;
const QUOTED = /^(?:W\/)?"[\x21\x23-\x2b\x2d-\x7e]*"$/;

/** The value of an `ETag` header; a text that it cannot hold is named by its hash. */
export function entityTag(text: string | undefined): string | undefined {
  if (text === undefined || QUOTED.test(text)) return text;
  return `"${PLAIN.test(text) ? text : hashOf(text)}"`;
}

/** The value of a `Last-Modified` header. */
export function httpDate(date: Date | undefined): string | undefined {
  return date === undefined || Number.isNaN(date.getTime()) ? undefined : date.toUTCString();
}

/** Returns the validators of the file that a body is read from; nothing of any other body. */
export async function validatorsOfFile(body: unknown): Promise<MediaValidators> {
  const stream = body instanceof StreamableFile ? body.getStream() : body;
  // A file that was opened by its descriptor has no path.
  if (!(stream instanceof ReadStream) || !stream.path) return {};
  const { mtime, mtimeMs, size } = await stat(stream.path);
  const etag = entityTag(`${Math.round(mtimeMs).toString(36)}-${size.toString(36)}`);
  return { lastModified: httpDate(mtime), etag };
}

/** Names the bytes of a body that is in memory as a whole. */
export function tagOfBytes(body: unknown): string | undefined {
  if (typeof body === 'string') return entityTag(hashOf(body));
  const bytes =
    body instanceof StreamableFile ? bytesIn(body.getStream(), body.getHeaders().length) : undefined;
  return bytes && entityTag(hashOf(bytes));
}

/** All bytes of a stream that was made from bytes wait in it. They are put back. */
function bytesIn(stream: Readable, length: number | undefined): Uint8Array | undefined {
  if (stream.readableObjectMode || stream.readableEncoding !== null) return undefined;
  if (!length || stream.readableLength !== length) return undefined;
  const bytes: unknown = stream.read();
  if (!(bytes instanceof Uint8Array)) return undefined;
  stream.unshift(bytes);
  return bytes;
}

function hashOf(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('base64url');
}
