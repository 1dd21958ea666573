/**
 * Meta's answer to the look-up of a media id.
 *
 * @publicApi
 */
export interface MediaInfo {
  readonly id: string;
  /** The address of the file for 5 minutes; it needs the access token. */
  readonly url: string;
  readonly mime_type?: string;
  /** Hexadecimal here, base64 in webhooks. */
  readonly sha256?: string;
  /** Bytes. */
  readonly file_size?: number | string;
  readonly messaging_product?: 'whatsapp';
}

/** Reads an answer; `undefined` where it has no address to fetch from. */
export function readMediaInfo(answer: unknown, id: string): MediaInfo | undefined {
  return isMediaInfo(answer) ? { ...answer, id } : undefined;
}

function isMediaInfo(answer: unknown): answer is Omit<MediaInfo, 'id'> {
  return (
    typeof answer === 'object' &&
    answer !== null &&
    'url' in answer &&
    typeof answer.url === 'string' &&
    answer.url !== ''
  );
}
