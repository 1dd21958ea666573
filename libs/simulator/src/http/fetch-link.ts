import { errorText } from '../error-text.js';
import type { FetchedLink } from '../engine/media/link-cache.js';
import { loadUndici } from './load-undici.js';

/** The most that is fetched, in bytes: the largest document. */
const MAX_BYTES = 100 * 1024 * 1024;
const TIMEOUT_MS = 10_000;

/** Fetches a file that a message names by a link. */
export async function fetchLink(url: string): Promise<FetchedLink> {
  try {
    const { request } = await loadUndici();
    const { statusCode, headers, body } = await request(url, {
      headersTimeout: TIMEOUT_MS,
      bodyTimeout: TIMEOUT_MS,
      signal: AbortSignal.timeout(2 * TIMEOUT_MS),
    });
    if (statusCode !== 200) {
      await body.dump();
      return { problem: `Downloading media from the link failed with http code ${statusCode}.` };
    }
    const chunks: Buffer[] = [];
    let size = 0;
    for await (const chunk of body) {
      const bytes = Buffer.from(chunk);
      size += bytes.length;
      if (size > MAX_BYTES) return { problem: `The file behind the link has more than ${MAX_BYTES} bytes.` };
      chunks.push(bytes);
    }
    const type = headers['content-type'];
    return { mimeType: String(type ?? 'application/octet-stream'), bytes: Buffer.concat(chunks) };
  } catch (error) {
    return { problem: `Downloading media from the link failed: ${errorText(error)}` };
  }
}
