import type { Observable } from 'rxjs';
import type { SequenceProgress } from './sequence-record.js';

/**
 * A sequence that was started.
 *
 * @publicApi
 */
export interface RunningSequence {
  readonly id: string;
  /** Emits the progress, now and after each change; completes with the sequence. */
  readonly progress$: Observable<SequenceProgress>;
  /**
   * Resolves with the final progress. Resolves also where it was stopped or cancelled, and with the
   * state `running` where the application shuts down before its end; rejects where its store fails.
   */
  readonly result: Promise<SequenceProgress>;
  /** Sends nothing more; whether it was running. A message that is on its way cannot be called back. */
  cancel(): Promise<boolean>;
}
