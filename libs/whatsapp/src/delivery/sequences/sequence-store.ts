import type { SequenceRecord } from './sequence-record.js';

/**
 * Keeps sequences. One that outlives the process lets them go on after a restart; where several processes share it, it must
 * give each unfinished sequence to one of them only.
 *
 * @publicApi
 */
export abstract class SequenceStore {
  /**
   * Keeps a sequence as it is now.
   *
   * @throws SendRefusedError where there is no room for another
   */
  abstract save(record: SequenceRecord): Promise<void>;

  abstract get(id: string): Promise<SequenceRecord | undefined>;

  /** The sequences that are running and that this process is to carry on; asked once, at start-up. */
  abstract unfinished(): Promise<SequenceRecord[]>;
}
