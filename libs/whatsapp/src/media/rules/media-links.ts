import { WhatsAppMediaError } from '../../errors/index.js';
import { randomUUID } from 'node:crypto';
import ipaddr from 'ipaddr.js';
import { mediaRefused } from './media-refused.js';

/** The part of IPv6 that addresses are given out from (RFC 4291, IANA). */
const GLOBAL_UNICAST = ipaddr.parseCIDR('2000::/3');

/** Names that never lead to a public host (RFC 6761, RFC 6762, RFC 8375, and ICANN's `internal`). */
const LOCAL_NAME = /(?:^|\.)(?:localhost|local|internal|lan|home\.arpa|test|invalid)\.?$/i;

/**
 * Checks that Meta (or anybody) could fetch a link: http or https, a public host, no user and password in it. The name is not
 * looked up: what it leads to may change.
 *
 * @throws WhatsAppMediaError with the path `link`
 * @publicApi
 */
export function assertPublicLink(link: string | URL): URL {
  const url = toUrl(link);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw refuse('must begin with http:// or https://');
  }
  if (url.username !== '' || url.password !== '') {
    throw refuse(
      'must not hold a user or password: Meta fetches it without, and it is shown in logs; sign the link, or upload the file',
    );
  }
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const isAddress = ipaddr.isValid(host);
  if (isAddress ? !isPublicAddress(host) : LOCAL_NAME.test(host) || !host.includes('.')) {
    throw refuse(
      'must lead to a public host, not to this machine or a private network: upload the file instead',
    );
  }
  return url;
}

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

/** Returns `true` when an IP address is one of the public Internet, also where it is an IPv4 address written as IPv6. */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.process(address);
  if (parsed.range() !== 'unicast') return false;
  // What is not among the special ranges need not have been given to anybody yet, or may be an old way to write IPv4 (`::127.0.0.1`).
  return parsed.kind() === 'ipv4' || parsed.match(GLOBAL_UNICAST);
}

function toUrl(link: string | URL): URL {
  if (link instanceof URL) return link;
  if (!URL.canParse(link))
    throw refuse('must be an absolute address such as https://example.org/picture.jpg');
  return new URL(link);
}

function refuse(message: string): WhatsAppMediaError {
  return mediaRefused('link', message);
}
