import { createHash } from 'node:crypto';
import type { Ids } from '../random/ids.js';

/** The lifetime of an id, in milliseconds: of an upload 30 days, of a webhook 7. */
const LIFETIME_MS = { upload: 30 * 24 * 60 * 60 * 1000, inbound: 7 * 24 * 60 * 60 * 1000 };
/** The lifetime of the URL of a look-up, in milliseconds. */
export const MEDIA_URL_LIFETIME_MS = 5 * 60 * 1000;

/** A file that a number may send, or has got. */
export interface MediaItem {
  readonly id: string;
  /** The only number that may use it. */
  readonly phoneNumberId: string;
  readonly source: 'upload' | 'inbound';
  readonly mimeType: string;
  readonly bytes: Buffer;
  /** Hexadecimal. */
  readonly sha256: string;
  readonly filename?: string | undefined;
  /** Milliseconds since 1970, simulated. */
  readonly expiresAt: number;
}

/** A file to keep. */
export type NewMedia = Pick<MediaItem, 'phoneNumberId' | 'source' | 'mimeType' | 'bytes' | 'filename'> & {
  /** @default 30 days from an upload, 7 from a webhook */
  readonly lifetimeMs?: number | undefined;
};

/** The files, up to a total size; beyond it the oldest go. */
export class MediaStore {
  private readonly items = new Map<string, MediaItem>();
  private size = 0;

  constructor(
    private readonly ids: Ids,
    private readonly maxBytes = 256 * 1024 * 1024,
  ) {}

  get all(): MediaItem[] {
    return [...this.items.values()];
  }

  add({ lifetimeMs, ...file }: NewMedia, now: number): MediaItem {
    return this.put({
      ...file,
      id: this.ids.node(),
      sha256: createHash('sha256').update(file.bytes).digest('hex'),
      expiresAt: now + (lifetimeMs ?? LIFETIME_MS[file.source]),
    });
  }

  /** Puts a file as it is. */
  put(item: MediaItem): MediaItem {
    this.items.set(item.id, item);
    this.size += item.bytes.length;
    for (const oldest of this.items.values()) {
      if (this.size <= this.maxBytes || oldest === item) break;
      this.remove(oldest);
    }
    return item;
  }

  /** A file that is not expired. */
  find(id: string, now: number): MediaItem | undefined {
    const item = this.items.get(id);
    if (!item || item.expiresAt > now) return item;
    this.remove(item);
    return undefined;
  }

  remove(item: MediaItem): void {
    if (this.items.delete(item.id)) this.size -= item.bytes.length;
  }

  clear(): void {
    this.items.clear();
    this.size = 0;
  }
}
