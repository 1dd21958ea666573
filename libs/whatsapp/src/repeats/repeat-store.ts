import { Injectable } from '@nestjs/common';
import { WhatsAppStorage } from '../storage/index.js';
import type { CollectionName } from '../storage/internal.js';

const collection: CollectionName = 'repeats';

/** Remembers what was sent to whom, as digests. May forget anything. */
@Injectable()
export class RepeatStore {
  constructor(private readonly storage: WhatsAppStorage) {}

  /**
   * Remembers a digest under a name for `windowMs`, unless it is remembered already; all in one step.
   *
   * @returns the name under which it was remembered before
   */
  async remember(digest: string, name: string, windowMs: number): Promise<string | undefined> {
    const { stored, changed } = await this.storage.update<string>(
      collection,
      digest,
      (before, now) => (before ? undefined : { value: name, expiresAt: now + windowMs }),
      'absent',
    );
    return changed ? undefined : stored?.value;
  }

  /** Forgets the digest of a message that was not sent, if it is remembered under this name. */
  async forget(digest: string, name: string): Promise<void> {
    await this.storage.update<string>(collection, digest, (before) =>
      before?.value === name ? 'drop' : undefined,
    );
  }
}
