import { dig, textAt } from '../../format/read-json.js';
import { client } from '../../state/client.js';

/** The source of a medium. */
export interface MediaSource {
  /** Its address at the simulator, which has fetched what links name: this page asks nobody else. */
  readonly url?: string;
  /** A label for people: the host of the link, or the media id. */
  readonly origin: string;
  /** Always the same for the same medium. */
  readonly key: string;
}

/** Reads `{ id }` or `{ link }`. */
export function mediaSource(media: unknown): MediaSource {
  const id = textAt(media, 'id');
  if (id !== undefined) return { url: client.mediaUrl(id), origin: `media ${id}`, key: id };
  const link = textAt(media, 'link');
  if (link === undefined) return { origin: 'a link', key: JSON.stringify(dig(media) ?? '') };
  return { url: client.linkedMediaUrl(link), origin: hostOf(link), key: link };
}

function hostOf(link: string): string {
  try {
    return new URL(link).host;
  } catch {
    return 'a link';
  }
}
