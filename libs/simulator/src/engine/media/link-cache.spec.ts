import { describe, expect, it } from '@jest/globals';
import { LinkCache, type FetchedLink } from './link-cache.js';
import type { LinkCaching } from './link-caching.js';

const URL = 'https://example.org/picture.png';
const MINUTE = 60_000;

/** A host that says this about caching, and remembers what it was asked with. */
function hostOf(caching: LinkCaching, answers: readonly (FetchedLink | 'unchanged')[] = []) {
  const asked: (LinkCaching | undefined)[] = [];
  const cache = new LinkCache(async (_url, known) => {
    const answer = answers[asked.length];
    asked.push(known);
    if (answer === 'unchanged') return { unchanged: caching };
    return answer ?? { mimeType: 'image/png', bytes: Buffer.from(`picture ${asked.length}`), caching };
  });
  /** Counts the requests to the host when the link is used at these times. */
  const askedAt = async (...times: readonly number[]) => {
    for (const time of times) {
      await cache.get(URL, time);
      await new Promise(setImmediate);
    }
    return asked.length;
  };
  return { cache, asked, askedAt };
}

describe('the file behind a link', () => {
  it.each([
    ['nothing: ten minutes', {}, [0, 9 * MINUTE, 11 * MINUTE], 2],
    ['max-age', { cacheControl: 'public, max-age=60' }, [0, 59_000, 61_000], 2],
    ['a long max-age', { cacheControl: 'Max-Age="3600"' }, [0, 59 * MINUTE], 1],
    ['max-age=0', { cacheControl: 'max-age=0' }, [0, 1], 2],
    ['no-store', { cacheControl: 'no-store' }, [0, 1], 2],
    ['private', { cacheControl: 'private, max-age=600' }, [0, 1], 2],
    ['no-cache', { cacheControl: 'no-cache' }, [0, 1], 2],
    ['an age that is none', { cacheControl: 'max-age=soon' }, [0, 9 * MINUTE], 1],
  ])('is used again as its host allows: %s', async (_what, caching, times, asked) => {
    expect(await hostOf(caching).askedAt(...times)).toBe(asked);
  });

  it.each([
    ['an ETag', { etag: '"a"' }],
    ['a date', { lastModified: 'Sun, 29 Nov 2026 12:00:00 GMT' }],
    [
      'both, never without asking',
      { cacheControl: 'no-cache', etag: '"a"', lastModified: 'Sun, 29 Nov 2026 12:00:00 GMT' },
    ],
  ])('is asked about by %s, and stays where it is unchanged', async (_what, caching) => {
    const { cache, asked, askedAt } = hostOf(caching, [
      { mimeType: 'image/png', bytes: Buffer.from('picture'), caching },
      'unchanged',
    ]);
    await askedAt(0);
    expect(await cache.get(URL, 11 * MINUTE)).toMatchObject({ bytes: Buffer.from('picture') });
    const { cacheControl: _, ...validators } = { cacheControl: undefined, ...caching };
    expect(asked).toEqual([undefined, expect.objectContaining(validators)]);
  });

  it.each(['no-store', 'private'])('is fetched as if it were new: %s', async (cacheControl) => {
    const { asked, askedAt } = hostOf({ cacheControl, etag: '"a"' });
    await askedAt(0, 1);
    expect(asked).toEqual([undefined, undefined]);
  });

  it('is fetched once by all who ask at the same time, and again after a failure', async () => {
    const { cache, asked } = hostOf({ cacheControl: 'no-store' }, [{ problem: 'down' }]);
    await Promise.all([cache.get(URL, 0), cache.get(URL, 0)]);
    expect(asked).toHaveLength(1);
    expect(await cache.get(URL, 0)).toMatchObject({ mimeType: 'image/png' });
  });

  it('is kept to be shown, however long it may be used', async () => {
    const { cache, askedAt } = hostOf({ cacheControl: 'no-store' });
    await askedAt(0);
    expect(cache.kept.get(URL)).toMatchObject({ bytes: Buffer.from('picture 1') });
  });

  it('goes when there are too many bytes', () => {
    const { cache } = hostOf({});
    const bytes = Buffer.alloc(30 * 1024 * 1024);
    for (const name of ['a', 'b', 'c']) cache.keep(name, { mimeType: 'image/png', bytes });
    expect([...cache.kept.keys()]).toEqual(['b', 'c']);
  });
});
