import { pipeline, type Duplex, type Readable } from 'node:stream';
import { promisify } from 'node:util';
import {
  brotliDecompress,
  createBrotliDecompress,
  createGunzip,
  createInflate,
  gunzip,
  inflate,
} from 'node:zlib';

/** Decodes one `content-encoding`, of a whole body and of one that is read as it comes. */
interface Decoder {
  readonly whole: (body: Buffer, options: { readonly maxOutputLength: number }) => Promise<Buffer>;
  readonly stream: () => Duplex;
}

const gzip: Decoder = { whole: promisify(gunzip), stream: createGunzip };

/** We ask for no encoding, since most answers are a few hundred bytes. A proxy may add one, and an interceptor may ask for one. */
const DECODERS: ReadonlyMap<string, Decoder> = new Map([
  ['gzip', gzip],
  ['x-gzip', gzip],
  ['deflate', { whole: promisify(inflate), stream: createInflate }],
  ['br', { whole: promisify(brotliDecompress), stream: createBrotliDecompress }],
]);

/** Decodes a whole body. It rejects where the encoding is not known, the body is broken, or it is longer than `maxBytes`. */
export async function decodeBody(body: Buffer, encoding: string, maxBytes: number): Promise<Buffer> {
  const decoder = DECODERS.get(nameOf(encoding));
  if (!decoder) throw new Error('The answer has a content-encoding that is not known');
  return decoder.whole(body, { maxOutputLength: maxBytes });
}

/** Decodes a body that is read as it comes; where the encoding is not known, it stays as it is. */
export function decodeStream(body: Readable, encoding: string | undefined): Readable {
  const decoder = encoding === undefined ? undefined : DECODERS.get(nameOf(encoding));
  if (!decoder) return body;
  // Whoever reads is told of an error by the stream itself.
  return pipeline(body, decoder.stream(), () => undefined);
}

/** Makes plain text of headers, whatever class holds them: lower-case names, several values joined with ", ". */
export function textHeaders(headers: Readonly<Record<string, unknown>> = {}): Record<string, string> {
  const text: Record<string, string> = {};
  for (const name of Object.keys(headers)) {
    const value = headers[name];
    if (typeof value === 'string' || typeof value === 'number') {
      text[name.toLowerCase()] = String(value);
    } else if (Array.isArray(value)) {
      text[name.toLowerCase()] = value.join(', ');
    }
  }
  return text;
}

function nameOf(encoding: string): string {
  return encoding.trim().toLowerCase();
}
