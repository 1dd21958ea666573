/** Whether headers that were given for one address may go to another, to which it redirects: on the same host, and not in the clear. */
export function maySendHeaders(given: URL, target: URL): boolean {
  return target.host === given.host && (target.protocol === 'https:' || target.protocol === given.protocol);
}
