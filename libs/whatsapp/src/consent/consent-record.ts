import type { UserIds } from '../webhooks/index.js';

/** What was said at one time, and where. */
export interface ConsentStatement {
  /** Whether it allows what it is about. */
  readonly allowed: boolean;
  /** Milliseconds since the UNIX epoch. */
  readonly at: number;
  /** Where it comes from, in the words of whoever recorded it, e.g. `checkout form`; Meta's begin with `whatsapp:`. */
  readonly source: string;
}

/** What may be learned of a user's consent at one time. */
export interface ConsentFacts {
  /** What the business was told: an opt-in that it collected, or its withdrawal. */
  readonly given?: ConsentStatement;
  /** What Meta was told: marketing messages stopped or resumed in the app. Only Meta can lift what it holds. */
  readonly marketing?: ConsentStatement;
}

/** What is known of one user's consent. Plain JSON, so that a store can write it down. */
export interface ConsentRecord extends ConsentFacts, UserIds {
  /** What it holds for: the id of a business number, or `*` for all of them. */
  readonly scope: string;
}

/** Adds what is learned to what is known: the same in whatever order things are learned, and however often. */
export function mergeConsents(known: ConsentRecord, learned: ConsentRecord): ConsentRecord {
  const { scope } = known;
  const merged = {
    userId: learned.userId ?? known.userId,
    parentUserId: learned.parentUserId ?? known.parentUserId,
    waId: learned.waId ?? known.waId,
    given: later(known.given, learned.given),
    marketing: later(known.marketing, learned.marketing),
  };
  return { scope, ...Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== undefined)) };
}

/** The later statement holds; of two at one time the one that refuses. */
function later(one?: ConsentStatement, other?: ConsentStatement): ConsentStatement | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  if (one.at !== other.at) return one.at > other.at ? one : other;
  return one.allowed ? other : one;
}
