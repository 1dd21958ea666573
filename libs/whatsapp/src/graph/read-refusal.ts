import type { Readable } from 'node:stream';

/** An error answer longer than this is not one of the Graph API. */
const MAX_BYTES = 64 * 1024;

/** The body of an answer that is no success, as text; empty where it is too long or does not end. */
export async function readRefusal(body: Readable): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  try {
    for await (const chunk of body as AsyncIterable<Uint8Array>) {
      bytes += chunk.length;
      if (bytes > MAX_BYTES) return '';
      chunks.push(chunk);
    }
  } catch {
    return '';
  }
  return Buffer.concat(chunks).toString('utf8');
}
