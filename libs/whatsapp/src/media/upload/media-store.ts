import { Injectable } from '@nestjs/common';
import { WhatsAppStorage } from '../../storage/index.js';
import type { CollectionName } from '../../storage/internal.js';

/** An upload that may be used again; plain JSON, so that a store can write it down. */
export interface StoredUpload {
  /** Meta's id of the file. */
  readonly id: string;
  /** Milliseconds since the UNIX epoch from which it is not used any more: some time before Meta forgets it. */
  readonly reusableUntil: number;
}

const uploads: CollectionName = 'uploads';
const sentMedia: CollectionName = 'sent-media';
/** The time that Meta keeps an upload, in milliseconds: 30 days. */
const keptMs = 30 * 86_400_000;

/**
 * Remembers uploads, so that the same bytes are not sent to Meta again, and which messages show them. May forget anything, and may
 * fail: then a file is uploaded once more.
 */
@Injectable()
export class MediaStore {
  constructor(private readonly storage: WhatsAppStorage) {}

  /** The upload under a key, if it may still be used. */
  async find(key: string): Promise<StoredUpload | undefined> {
    const [found] = await this.storage.getMany<StoredUpload>(uploads, [key]);
    return found?.value;
  }

  /** Keeps an upload of a business number until `reusableUntil`, in place of an earlier one. */
  async keep(key: string, phoneNumberId: string, upload: StoredUpload): Promise<void> {
    await this.storage.update<StoredUpload>(uploads, key, () => ({
      value: upload,
      tags: [idKey(phoneNumberId, upload.id)],
      expiresAt: upload.reusableUntil,
    }));
  }

  /** Meta does not know this id any more: nothing uses it again. Whether it was kept is told. */
  async forget(phoneNumberId: string, id: string): Promise<boolean> {
    const tag = idKey(phoneNumberId, id);
    const { records } = await this.storage.list<StoredUpload>(uploads, { tag, limit: 10 });
    const dropped = await Promise.all(
      records.map(async ({ key }) =>
        // Another upload may stand under the key by now.
        this.storage.update<StoredUpload>(uploads, key, (before) =>
          before?.tags?.includes(tag) ? 'drop' : undefined,
        ),
      ),
    );
    return dropped.some(({ changed }) => changed);
  }

  /** A message shows these uploads. Only ids that are kept are remembered. */
  async noteSent(phoneNumberId: string, messageId: string, ids: readonly string[]): Promise<void> {
    const known = await Promise.all(ids.map(async (id) => this.isKept(phoneNumberId, id)));
    const kept = ids.filter((_id, index) => known[index]);
    if (kept.length === 0) return;
    await this.storage.update<readonly string[]>(
      sentMedia,
      idKey(phoneNumberId, messageId),
      (_before, now) => ({ value: kept, expiresAt: now + keptMs }),
      'absent',
    );
  }

  /** The uploads that a message shows, as far as it is remembered. */
  async sentWith(phoneNumberId: string, messageId: string): Promise<readonly string[]> {
    const [found] = await this.storage.getMany<readonly string[]>(sentMedia, [
      idKey(phoneNumberId, messageId),
    ]);
    return found?.value ?? [];
  }

  private async isKept(phoneNumberId: string, id: string): Promise<boolean> {
    const { records } = await this.storage.list(uploads, { tag: idKey(phoneNumberId, id), limit: 1 });
    return records.length > 0;
  }
}

function idKey(phoneNumberId: string, id: string): string {
  return `${phoneNumberId} ${id}`;
}
