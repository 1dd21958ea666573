/** After a refusal the rate is halved, but not below this part of it, and not again within a second. */
const slowest = 1 / 16;
const slowDownEveryMs = 1000;

/** The part of the full rate that comes back each second after a refusal. */
const recoveryPerSecond = 0.1;

/** The rate that a refusal has left, and when. */
export interface SlowedRate {
  readonly to: number;
  readonly at: number;
}

/** The part of the full rate that holds now. */
export function shareAt(slowed: SlowedRate | undefined, now: number): number {
  if (slowed === undefined) return 1;
  return Math.min(1, slowed.to + Math.floor((now - slowed.at) / 1000) * recoveryPerSecond);
}

/** Slower still; the same where the refusal belongs to the last one: one burst brings many, and they all say the same. */
export function slowedAgain(slowed: SlowedRate | undefined, now: number): SlowedRate {
  if (slowed !== undefined && now - slowed.at < slowDownEveryMs) return slowed;
  return { to: Math.max(slowest, shareAt(slowed, now) / 2), at: now };
}

/** Returns the time when a slowed rate is the full one again. */
export function recoveredAt({ to, at }: SlowedRate): number {
  return at + Math.ceil((1 - to) / recoveryPerSecond) * 1000;
}
