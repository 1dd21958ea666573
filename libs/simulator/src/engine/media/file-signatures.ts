/** A text of one byte a character, and where it stands in a file. */
type Sign = readonly [place: number, text: string];

const ISO_CONTAINER: readonly Sign[] = [[4, 'ftyp']];

/** The signatures of files of these types. Types without one sure sign (text, MP3, AAC, documents) are not listed. */
const SIGNS: Readonly<Record<string, readonly Sign[]>> = {
  'image/jpeg': [[0, '\xff\xd8\xff']],
  'image/png': [[0, '\x89PNG\r\n\x1a\n']],
  'image/webp': [
    [0, 'RIFF'],
    [8, 'WEBP'],
  ],
  'video/mp4': ISO_CONTAINER,
  'video/3gpp': ISO_CONTAINER,
  'video/3gp': ISO_CONTAINER,
  'audio/mp4': ISO_CONTAINER,
  'audio/ogg': [[0, 'OggS']],
  'audio/amr': [[0, '#!AMR']],
};

/** Whether a file can be of a type, after its first bytes. */
export function canBe(mimeType: string, bytes: Buffer): boolean {
  const signs = SIGNS[mimeType] ?? [];
  return signs.every(([place, text]) => bytes.toString('latin1', place, place + text.length) === text);
}
