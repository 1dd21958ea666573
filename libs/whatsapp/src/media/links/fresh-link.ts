import { randomUUID } from 'node:crypto';

/**
 * The same link with a query parameter that makes it another one for Meta, which keeps what it fetched from a link for
 * 10 minutes and tells links apart by their exact text (platform rules, link caching). Most hosts ignore the parameter; a link that
 * is signed over its whole query would become invalid.
 *
 * @example `freshLink('https://example.org/map.png') // 'https://example.org/map.png?fresh=1f0c…'`
 * @publicApi
 */
export function freshLink(link: string | URL, mark: string = randomUUID()): string {
  const url = new URL(link);
  url.searchParams.set('fresh', mark);
  return url.href;
}
