import type { SequenceRecord } from './sequence-record.js';

/** What has become of a sequence that a process holds. */
export type SequenceHold =
  /** It is this process's to carry on. */
  | 'held'
  /** The same, and somebody wants it cancelled. */
  | 'cancelled'
  /** Its lease ended and somebody else has taken it over, or it is over: nothing was kept. */
  | 'lost';

/** A sequence that was taken over. */
export interface SequenceClaim {
  readonly record: SequenceRecord;
  /** The name of this claim in what follows; higher than that of every claim before. */
  readonly attempt: number;
}

/**
 * Keeps sequences. One that outlives the process lets them go on after a restart, and several processes may share one: a running
 * sequence is held by one of them at a time, under a lease. A lease that was neither renewed nor released in time ends, and
 * another process may take the sequence over under a higher `attempt`; what is told under an old one from then on is ignored.
 *
 * @publicApi
 */
export abstract class SequenceStore {
  /** Whether other processes use it too: then sequences are looked for that they have left. */
  abstract readonly isShared: boolean;

  /**
   * Keeps a new sequence, which the caller holds for `leaseMs` as attempt 1.
   *
   * @throws SendRefusedError where there is no room for another that runs
   */
  abstract add(record: SequenceRecord, leaseMs: number): Promise<void>;

  /**
   * Takes over running sequences that nobody holds, at most `limit` of them, for `leaseMs`. Of many who ask at once, one gets
   * each.
   */
  abstract takeOver(leaseMs: number, limit: number): Promise<SequenceClaim[]>;

  /** Keeps a sequence as it is now. One that is not `running` any more is held by nobody from then on. */
  abstract save(record: SequenceRecord, attempt: number): Promise<SequenceHold>;

  /** The lease begins anew. */
  abstract renew(id: string, attempt: number, leaseMs: number): Promise<SequenceHold>;

  /** The caller carries it on no more: another process may take it over at once. */
  abstract release(id: string, attempt: number): Promise<void>;

  /** Notes that a sequence is to be cancelled, for whoever holds it now or later. `false` where it does not run. */
  abstract cancel(id: string): Promise<boolean>;

  abstract get(id: string): Promise<SequenceRecord | undefined>;
}
