import type { Keep } from '../storage/index.js';
import { recoveredAt, shareAt, type SlowedRate } from './slowed-rate.js';

/** A process that does not say that it still holds its share has lost it after so many milliseconds. */
export const leaseMs = 5000;

/** The leftover of a division goes to others every so many milliseconds. */
const rotateMs = 3000;

/** The share of a number's rate that one process holds. */
export interface NumberShare {
  /** The number of messages that may be on their way, or be younger than a second. */
  readonly held: number;
  /** The number that it would hold if all that wait could go. */
  readonly wanted: number;
  readonly until: number;
}

/** The record of a business number: who holds how much of its rate. All shares together are no more than the rate. */
export interface NumberShares {
  /** The shares by holder. */
  readonly shares: Readonly<Record<string, NumberShare>>;
  readonly slowed?: SlowedRate;
}

/** The claim of a process for a share. */
export interface ShareClaim {
  readonly holder: string;
  readonly perSecond: number;
  /** The share that it cannot do without until it has the answer. */
  readonly least: number;
  readonly wanted: number;
}

/** The share that a process gets. */
export interface ShareAnswer {
  /** The number of messages that may be on their way, or be younger than a second; never more than is wanted. */
  readonly allowed: number;
  readonly wanted: number;
  /** The number that it holds, as others see it. */
  readonly held: number;
  /** The number of processes that share the number. */
  readonly sharers: number;
  /** Whether the processes want more than there is. */
  readonly isCrowded: boolean;
  /** The record from now on. */
  readonly keep: Keep<NumberShares> | 'drop';
}

/**
 * Shares out the rate of a number: whoever wants no more than an equal part gets what it wants, the others an equal part of the rest.
 * Nobody gets what somebody else still holds.
 */
export function claimShare(before: NumberShares | undefined, claim: ShareClaim, now: number): ShareAnswer {
  const { holder, perSecond, least, wanted } = claim;
  const others = Object.entries(before?.shares ?? {}).filter(
    ([other, { until }]) => other !== holder && until > now,
  );
  const slowed = before?.slowed && recoveredAt(before.slowed) > now ? before.slowed : undefined;
  const limit = Math.max(1, Math.floor(perSecond * shareAt(slowed, now)));
  const wants = new Map(others.map(([other, share]) => [other, share.wanted]));
  const { part, isCrowded } = fairPart(limit, wants.set(holder, wanted), holder, now);
  const free = others.reduce((left, [, { held }]) => left - held, limit);
  const allowed = Math.max(0, Math.min(part, free));
  const held = Math.max(allowed, least);
  const shares = Object.fromEntries(others);
  if (held > 0 || wanted > 0) shares[holder] = { held, wanted, until: now + leaseMs };
  return {
    allowed,
    wanted,
    held,
    sharers: others.length + 1,
    isCrowded,
    keep: keepOf({ shares, ...(slowed && { slowed }) }),
  };
}

/** The record, kept until nobody holds anything. */
export function keepOf(value: NumberShares): Keep<NumberShares> | 'drop' {
  const ends = Object.values(value.shares).map(({ until }) => until);
  if (value.slowed) ends.push(recoveredAt(value.slowed));
  return ends.length === 0 ? 'drop' : { value, expiresAt: Math.max(...ends) };
}

/** Returns the part of a limit that one of several gets. */
function fairPart(
  limit: number,
  wants: ReadonlyMap<string, number>,
  holder: string,
  now: number,
): { part: number; isCrowded: boolean } {
  const wanted = wants.get(holder) ?? 0;
  let left = limit;
  let sharers = wants.size;
  for (const want of [...wants.values()].toSorted((a, b) => a - b)) {
    const equal = Math.floor(left / sharers);
    if (want > equal) {
      if (wanted <= equal) return { part: wanted, isCrowded: true };
      // What does not divide goes to some of them in turn.
      const hungry = [...wants].filter(([, other]) => other > equal).map(([other]) => other);
      const place = hungry.toSorted().indexOf(holder) + Math.floor(now / rotateMs);
      const extra = place % hungry.length < left - equal * sharers ? 1 : 0;
      return { part: equal + extra, isCrowded: true };
    }
    left -= want;
    sharers -= 1;
  }
  return { part: wanted, isCrowded: false };
}
