/** A business number, and how much it may send. */
export interface LimitedNumber {
  readonly phoneNumberId: string;
  /** Messages a second, in and out together. */
  readonly perSecond: number;
}

/** A message that would go out now. */
export interface TurnRequest extends LimitedNumber {
  /**
   * Every key under which whoever it goes to is known: a phone number as it was dialled and as Meta spells it, a user id. The
   * limit counts under each, so that what one key owes is owed where another is used. Empty where there is no pair limit (groups).
   */
  readonly pairs: readonly string[];
  /** After so many milliseconds a turn that nobody has ended is lost: its process has died. */
  readonly leaseMs: number;
}

/**
 * A turn that was taken, to be handed back to {@link ThroughputLimiter.arrived}. An adapter may add what it needs to find the turn
 * again.
 */
export interface TakenTurn extends TurnRequest {
  /** When, by the clock of the limiter, in milliseconds. */
  readonly takenAt: number;
}

/** What is known of a message's way to Meta, once its turn is over. */
export interface Arrival {
  /** From the turn to Meta's answer, in milliseconds: it arrived within that time. */
  readonly tookMs: number;
  /** By how much that is more than what sends take at least, in milliseconds: how much later than others it may have arrived. */
  readonly delayMs: number;
  /** Meta has refused it, for whatever reason: it is not owed by the pair. */
  readonly refused: boolean;
}

/** Whether the message may go now, or which limit holds it back and when it is worth asking again. */
export type TurnAnswer =
  | { readonly granted: true; readonly turn: TakenTurn }
  | { readonly granted: false; readonly blockedBy: ThroughputLimit; readonly retryInMs: number };

/** Meta's two limits: of a number (130429), and of a number towards one user (131056). */
export type ThroughputLimit = 'number' | 'pair';

/** Whom Meta refused a message to, and from which number. */
export type RefusedTurn = LimitedNumber & Partial<Pick<TurnRequest, 'pairs'>>;

/**
 * Keeps the account of what each number and each pair of number and user has sent. It makes nobody wait: that is done where the
 * messages are, in each process, so that processes which share a limiter share the limits.
 *
 * The rules (platform rules, throughput and pair rate limit): no more than `perSecond` messages in any second; one message every
 * 6 seconds to one user, or up to 45 within 6 seconds, which borrow from the future: nothing more goes to that user until all of
 * it is repaid at one message every 6 seconds.
 *
 * Meta counts a message when it arrives, which may be any time between the turn and Meta's answer. So a turn counts as *on its way*
 * until `arrived` tells how long it may have taken. The number counts from `takenAt + delayMs`, a pair from `takenAt + tookMs`.
 *
 * An adapter answers or rejects each call within a time limit of its own; what it rejects with fails the message that asked. It is
 * asked once at a time for each number, so that its answer time limits the rate.
 *
 * @publicApi
 */
export abstract class ThroughputLimiter {
  /** Takes a turn if every limit has one, and else takes nothing. */
  abstract take(request: TurnRequest): Promise<TurnAnswer>;

  /** A turn is over, whatever became of the message. One that is over already is left as it is. */
  abstract arrived(turn: TakenTurn, arrival: Arrival): Promise<void>;

  /** A message came in: it needs no turn, and counts. */
  abstract count(number: LimitedNumber): Promise<void>;

  /** Meta refused a message for a limit: less of it for a while, and then by and by as much as before. */
  abstract slowDown(refused: RefusedTurn, limit: ThroughputLimit): Promise<void>;
}
