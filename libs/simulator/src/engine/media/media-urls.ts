import { createHmac } from 'node:crypto';
import { MEDIA_URL_LIFETIME_MS, type MediaItem } from './media-store.js';

/** The addresses from which files can be fetched with the token, for five minutes each. */
export class MediaUrls {
  /** The address of the simulator; known once it listens. */
  base = '';

  /** @param key so that nobody makes up an address */
  constructor(private readonly key: string) {}

  urlOf(item: MediaItem, now: number): string {
    const expires = String(Math.floor((now + MEDIA_URL_LIFETIME_MS) / 1000));
    const query = new URLSearchParams({ mid: item.id, ext: expires, hash: this.hash(item.id, expires) });
    return `${this.base}/whatsapp_business/attachments/?${query.toString()}`;
  }

  /** The media id of an address that is still good. */
  read(query: Readonly<Record<string, unknown>>, now: number): string | undefined {
    const { mid, ext, hash } = query;
    if (typeof mid !== 'string' || typeof ext !== 'string' || hash !== this.hash(mid, ext)) return undefined;
    return Number(ext) * 1000 >= now ? mid : undefined;
  }

  private hash(id: string, expires: string): string {
    return createHmac('sha256', this.key).update(`${id}.${expires}`).digest('base64url').slice(0, 24);
  }
}
