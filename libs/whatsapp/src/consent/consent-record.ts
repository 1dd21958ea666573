import type { UserIds } from '../users/index.js';

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

/** What is known of one user's consent. */
export interface ConsentRecord extends ConsentFacts, UserIds {}

/** The later statement holds; of two at one time the one that refuses. */
export function laterOf(one?: ConsentStatement, other?: ConsentStatement): ConsentStatement | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  if (one.at !== other.at) return one.at > other.at ? one : other;
  return one.allowed ? other : one;
}
