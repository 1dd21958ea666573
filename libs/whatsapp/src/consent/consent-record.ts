import type { UserIds } from '../users/index.js';

/** A statement of a user at one time, and its source. */
export interface ConsentStatement {
  /** Whether the statement is a consent. */
  readonly allowed: boolean;
  /** Milliseconds since the UNIX epoch. */
  readonly at: number;
  /** The source, in the words of whoever recorded it, e.g. `checkout form`; Meta's begin with `whatsapp:`. */
  readonly source: string;
}

/** The facts about a user's consent that one event brings. */
export interface ConsentFacts {
  /** The statement to the business: an opt-in that it collected, or its withdrawal. */
  readonly given?: ConsentStatement;
  /** The statement to Meta: marketing messages stopped or resumed in the app. Only Meta can lift what it holds. */
  readonly marketing?: ConsentStatement;
}

/** The record of one user's consent. */
export interface ConsentRecord extends ConsentFacts, UserIds {}

/** The later statement holds; of two at one time the one that refuses. */
export function laterOf(one?: ConsentStatement, other?: ConsentStatement): ConsentStatement | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  if (one.at !== other.at) return one.at > other.at ? one : other;
  return one.allowed ? other : one;
}
