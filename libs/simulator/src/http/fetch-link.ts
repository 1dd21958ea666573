import { errorText } from '../common/error-text.js';
import type { LinkFetcher } from '../engine/media/link-cache.js';
import type { LinkCaching } from '../engine/media/link-caching.js';
import { loadUndici } from './load-undici.js';

/** The most that is fetched, in bytes: the largest document. */
const MAX_BYTES = 100 * 1024 * 1024;
const TIMEOUT_MS = 10_000;

/** Fetches a file that a message names by a link. */
export const fetchLink: LinkFetcher = async (url, known) => {
  try {
    const { request } = await loadUndici();
    const { statusCode, headers, body } = await request(url, {
      headers: conditions(known),
      headersTimeout: TIMEOUT_MS,
      bodyTimeout: TIMEOUT_MS,
      signal: AbortSignal.timeout(2 * TIMEOUT_MS),
    });
    const caching = {
      cacheControl: textOf(headers['cache-control']),
      etag: textOf(headers['etag']),
      lastModified: textOf(headers['last-modified']),
    };
    if (statusCode === 304 && known) {
      await body.dump();
      // What is not said again is as it was.
      return {
        unchanged: Object.fromEntries(Object.entries(caching).filter(([, value]) => value !== undefined)),
      };
    }
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
    return { mimeType: String(type ?? 'application/octet-stream'), bytes: Buffer.concat(chunks), caching };
  } catch (error) {
    return { problem: `Downloading media from the link failed: ${errorText(error)}` };
  }
};

/** Asks the host for a file only where it has changed. */
function conditions(known: LinkCaching | undefined): Record<string, string> {
  return {
    ...(known?.etag === undefined ? {} : { 'if-none-match': known.etag }),
    ...(known?.lastModified === undefined ? {} : { 'if-modified-since': known.lastModified }),
  };
}

function textOf(header: string | readonly string[] | undefined): string | undefined {
  return typeof header === 'object' ? header.join(', ') : header;
}
