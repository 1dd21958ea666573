import type { UserIds } from '../users/index.js';

/** The time that the customer service window is open after a message or call of the user (platform rules, service windows): 24 h. */
export const serviceWindowMs = 86_400_000;

/** The time that a free entry point lasts (platform rules, service windows): 72 h. */
export const freeEntryPointMs = 259_200_000;

/** A webhook that comes within this time was not held up: whatever the user sent before it has been seen too. */
const promptMs = 60_000;

/**
 * The time by which a refusal must be later than the user's message to count against it: what Meta
 * refused may have been sent before the user wrote.
 */
const refusalGraceMs = 60_000;

/** The facts about a window that one event brings. Times are in milliseconds since the UNIX epoch. */
export interface WindowFacts {
  /** The user wrote or called. */
  readonly userWroteAt?: number;
  /** The time since which the user's messages are known: all that the user sent after it was seen. */
  readonly knownSince?: number;
  /** Meta said that the window is closed (131047). */
  readonly refusedAt?: number;
  /** The user came from an ad or a page, and nobody has answered yet. */
  readonly referredAt?: number;
  readonly freeEntryPointExpiresAt?: number;
}

/** The record of one user's window with one business number. */
export interface WindowRecord extends WindowFacts, UserIds {
  readonly phoneNumberId: string;
}

/** `unknown`: nothing is known that says which, as after a restart; nothing is blocked then. */
export type WindowState = 'open' | 'closed' | 'unknown';

/** Returns the facts of a message or call at a time of Meta's clock that is learned now. */
export function userWrote(at: number, now: number): WindowFacts {
  // A clock of ours that is behind must not keep the window open for longer.
  const userWroteAt = Math.min(at, now);
  return { userWroteAt, knownSince: now - userWroteAt <= promptMs ? userWroteAt : now };
}

/** Adds what is learned to what is known: the same in whatever order things are learned, and however often. */
export function mergeFacts(known: WindowFacts, learned: WindowFacts): WindowFacts {
  return withoutGaps({
    userWroteAt: later(known.userWroteAt, learned.userWroteAt),
    knownSince: earlier(known.knownSince, learned.knownSince),
    refusedAt: later(known.refusedAt, learned.refusedAt),
    referredAt: later(known.referredAt, learned.referredAt),
    freeEntryPointExpiresAt: later(known.freeEntryPointExpiresAt, learned.freeEntryPointExpiresAt),
  });
}

/**
 * Returns the time when the window closes, or when it closed; `undefined` where that is unknown.
 * Meta's own word counts more than what the user's messages say.
 */
export function closesAt(facts: WindowFacts): number | undefined {
  const { userWroteAt, refusedAt } = facts;
  const end = userWroteAt === undefined ? undefined : userWroteAt + serviceWindowMs;
  if (!isRefused(facts) || refusedAt === undefined) return end;
  return end === undefined ? refusedAt : Math.min(refusedAt, end);
}

/** Returns the state of the window at a time. */
export function stateAt(now: number, facts: WindowFacts | undefined): WindowState {
  const end = facts && closesAt(facts);
  if (facts === undefined || end === undefined) return 'unknown';
  if (now < end) return 'open';
  // A message that came late says nothing of what was sent between it and its arrival.
  const { knownSince = Number.NEGATIVE_INFINITY } = facts;
  return isRefused(facts) || now >= knownSince + serviceWindowMs ? 'closed' : 'unknown';
}

/** Returns the free entry point that an answer at a time begins: 72 hours, where it is the first within 24 hours after the user came from an ad. */
export function freeEntryPointAfterAnswer(answeredAt: number, facts: WindowFacts): WindowFacts | undefined {
  const { referredAt, freeEntryPointExpiresAt = Number.NEGATIVE_INFINITY } = facts;
  if (referredAt === undefined || answeredAt - referredAt >= serviceWindowMs) return undefined;
  const hasBegun = freeEntryPointExpiresAt - freeEntryPointMs >= referredAt;
  return hasBegun ? undefined : { freeEntryPointExpiresAt: answeredAt + freeEntryPointMs };
}

function isRefused({
  refusedAt = Number.NEGATIVE_INFINITY,
  userWroteAt = Number.NEGATIVE_INFINITY,
}: WindowFacts): boolean {
  return refusedAt - refusalGraceMs > userWroteAt;
}

function later(one?: number, other?: number): number | undefined {
  return one === undefined ? other : other === undefined ? one : Math.max(one, other);
}

function earlier(one?: number, other?: number): number | undefined {
  return one === undefined ? other : other === undefined ? one : Math.min(one, other);
}

function withoutGaps(facts: WindowFacts): WindowFacts {
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined));
}
