import { dig, textAt } from '../../format/read-json.js';
import { client } from '../../state/client.js';

/** Where a medium comes from. */
export interface MediaSource {
  /** Its address at the simulator; absent for media that are elsewhere: this page asks nobody else. */
  readonly url?: string;
  /** For people: the host of the link, or the media id. */
  readonly origin: string;
  /** Always the same for the same medium. */
  readonly key: string;
}

/** Reads `{ id }` or `{ link }`. */
export function mediaSource(media: unknown): MediaSource {
  const id = textAt(media, 'id');
  if (id !== undefined) return { url: client.mediaUrl(id), origin: `media ${id}`, key: id };
  const link = textAt(media, 'link') ?? '';
  return { origin: hostOf(link), key: link || JSON.stringify(dig(media) ?? '') };
}

function hostOf(link: string): string {
  try {
    return new URL(link).host;
  } catch {
    return 'a link';
  }
}
