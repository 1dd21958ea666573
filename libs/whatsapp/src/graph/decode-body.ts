import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate } from 'node:zlib';

const DECODERS = {
  gzip: promisify(gunzip),
  'x-gzip': promisify(gunzip),
  deflate: promisify(inflate),
  br: promisify(brotliDecompress),
} as const;

/**
 * Undoes a `content-encoding`. We ask for none, since most answers are a few hundred bytes, but a proxy may add one, and an
 * interceptor may ask for one.
 */
export async function decodeBody(body: Buffer, encoding: string, maxBytes: number): Promise<Buffer> {
  const name = encoding.trim().toLowerCase();
  if (!isKnown(name)) {
    throw new Error('The answer has a content-encoding that is not known');
  }
  return DECODERS[name](body, { maxOutputLength: maxBytes });
}

function isKnown(name: string): name is keyof typeof DECODERS {
  return Object.hasOwn(DECODERS, name);
}
