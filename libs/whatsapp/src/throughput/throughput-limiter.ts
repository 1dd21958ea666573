/** A business number, and how much it may send. */
export interface LimitedNumber {
  readonly phoneNumberId: string;
  /** Messages a second, in and out together. */
  readonly perSecond: number;
}

/** A message that would go out now. */
export interface TurnRequest extends LimitedNumber {
  /** Who it goes to, always under the same key; absent where no pair limit is known (groups). */
  readonly pair?: string;
}

/** A turn that was taken, to be handed back to {@link ThroughputLimiter.arrived}. */
export interface TakenTurn extends TurnRequest {
  /** When, by the clock of the limiter, in milliseconds since 1970. */
  readonly takenAt: number;
}

/** Whether the message may go now, or which limit holds it back and when it is worth asking again. */
export type TurnAnswer =
  | { readonly granted: true; readonly turn: TakenTurn }
  | { readonly granted: false; readonly blockedBy: ThroughputLimit; readonly retryInMs: number };

/** Meta's two limits: of a number (130429), and of a number towards one user (131056). */
export type ThroughputLimit = 'number' | 'pair';

/**
 * Keeps the account of what each number and each pair of number and user has sent. It makes nobody wait: that is done where the
 * messages are, in each process, so that processes which share a limiter share the limits.
 *
 * The rules (platform rules, throughput and pair rate limit): no more than `perSecond` messages in any second; one message every
 * 6 seconds to one user, or up to 45 within 6 seconds, which borrow from the future: nothing more goes to that user until all of
 * it is repaid at one message every 6 seconds.
 *
 * Meta counts a message when it arrives, which may be any time between the turn and Meta's answer. So a turn counts as *on its way*
 * until `arrived` tells how long it may have taken.
 *
 * @publicApi
 */
export abstract class ThroughputLimiter {
  /** Takes a turn if both limits have one, and else takes nothing. */
  abstract take(request: TurnRequest): Promise<TurnAnswer>;

  /**
   * The message of a turn had reached Meta `withinMs` after the turn was taken, at the latest. Told once for every turn, also where
   * the message was given up. An adapter that several processes share ends turns by itself whose process has died.
   */
  abstract arrived(turn: TakenTurn, withinMs: number): Promise<void>;

  /** A message that needs no turn, because it has been received, or is tried again. */
  abstract count(number: LimitedNumber): Promise<void>;

  /** Meta refused a message for a limit: less of it for a while, and then by and by as much as before. */
  abstract slowDown(request: TurnRequest, limit: ThroughputLimit): Promise<void>;
}
