import { isIPv4, isIPv6 } from 'node:net';

/** The name in a `Host` header, in lower case and without its port; `undefined` where it has none. */
export function hostName(header: string | undefined): string | undefined {
  return /^(\[[\da-f:.]+\]|[\w.-]+)(?::\d{1,5})?$/.exec(header?.toLowerCase() ?? '')?.[1];
}

/** An address as it stands in a `Host` header: that of IPv6 in brackets. */
export function asHostName(address: string): string {
  return isIPv6(address) ? `[${address.toLowerCase()}]` : address.toLowerCase();
}

/** Whether a name leads every machine to itself: `localhost`, 127.0.0.0/8, `[::1]`. */
export function isLoopback(name: string): boolean {
  return name === 'localhost' || name === '[::1]' || (isIPv4(name) && name.startsWith('127.'));
}

/** Whether a name stands for all addresses of a machine. */
export function isWildcard(name: string): boolean {
  return name === '0.0.0.0' || name === '[::]';
}

/** @throws Error for what is no host name, or has a scheme or a port */
export function checkAllowedHost(host: unknown): void {
  const name = asHostName(String(host));
  if (typeof host === 'string' && hostName(name) === name) return;
  throw new Error(
    `An allowed host must be a name or an address alone, without scheme, port and path, got ${JSON.stringify(host)}.`,
  );
}
