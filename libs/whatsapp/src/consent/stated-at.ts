/** Meta's clock may be ahead of ours by so many milliseconds; what is further ahead is a mistake. */
const skewMs = 60_000;

/**
 * Returns the time from which a statement in an event counts, in milliseconds. Meta's times are
 * mostly whole seconds, and what happened within one nobody knows the order of: there a refusal
 * counts from the second's end and a grant from its start. In doubt the refusal holds, also where
 * Meta's clock is ahead of ours.
 */
export function statedAt(timestamp: number, allowed: boolean, now: number): number {
  if (allowed) return Math.min(timestamp, now);
  const at = Math.min(timestamp, now + skewMs);
  return at % 1000 === 0 ? at + 999 : at;
}
