/** Reads the first bytes of a file, as far as WhatsApp's rules ask. */

const LATIN1 = 'latin1';

/** Returns `true` when a WebP file is animated: the second bit of the flags of its extended header (`VP8X`). */
export function isAnimatedWebp(head: Buffer): boolean {
  return head.toString(LATIN1, 12, 16) === 'VP8X' && ((head[20] ?? 0) & 0b10) !== 0;
}

/** Returns the number of channels of an OGG file with OPUS; `undefined` where its first stream is not OPUS (RFC 7845, section 5.1). */
export function opusChannels(head: Buffer): number | undefined {
  const at = head.subarray(0, 1024).indexOf('OpusHead', 0, LATIN1);
  return at === -1 ? undefined : head[at + 9];
}

/** Bits a channel and colour type of a PNG file (its first chunk, `IHDR`). */
export function pngColors(head: Buffer): { readonly bits: number; readonly isRgb: boolean } {
  const [bits = 0, type = 0] = head.subarray(24, 26);
  return { bits, isRgb: type === 2 || type === 6 };
}

/** Returns `true` when bytes read as text: UTF-8 without control characters, which may be cut off in the middle of a character. */
export function isText(head: Buffer): boolean {
  if (head.some((byte) => byte < 0x09 || (byte > 0x0d && byte < 0x20))) return false;
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true });
    return true;
  } catch {
    return false;
  }
}
