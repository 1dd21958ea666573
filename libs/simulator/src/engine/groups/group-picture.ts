import { GraphApiError } from '../errors/graph-api.error.js';

/** The limits of the picture, in bytes, and in pixels at each side. */
const LIMITS = { maxBytes: 5 * 1024 * 1024, minSide: 192 };
/** The frames of a JPEG that tell its size: all but those for tables (C4), extensions (C8) and conditioning (CC). */
const SIZE_FRAMES = /^c[0-35-79-bd-f]$/;

/**
 * Holds a group's picture against Meta's rules: a square JPEG of 192 pixels at least, up to 5 MB.
 * @throws GraphApiError 100, 131209 or 131210
 */
export function checkGroupPicture(mimeType: string, bytes: Buffer): void {
  const size = mimeType === 'image/jpeg' ? jpegSize(bytes) : undefined;
  if (!size || bytes.length > LIMITS.maxBytes) {
    throw new GraphApiError({
      code: 100,
      details: 'Param profile_picture_file must be a JPEG of up to 5 MB.',
    });
  }
  const { width, height } = size;
  if (width !== height) {
    throw new GraphApiError({ code: 131209, details: `The picture has ${width} x ${height} pixels.` });
  }
  if (width < LIMITS.minSide) {
    throw new GraphApiError({
      code: 131210,
      details: `The picture has fewer than ${LIMITS.minSide} pixels a side.`,
    });
  }
}

function jpegSize(bytes: Buffer): { readonly width: number; readonly height: number } | undefined {
  if (bytes.length < 4 || bytes.readUInt16BE(0) !== 0xffd8) return undefined;
  let place = 2;
  while (place + 9 <= bytes.length && bytes[place] === 0xff) {
    const frame = (bytes[place + 1] ?? 0).toString(16);
    if (SIZE_FRAMES.test(frame)) {
      return { height: bytes.readUInt16BE(place + 5), width: bytes.readUInt16BE(place + 7) };
    }
    place += 2 + bytes.readUInt16BE(place + 2);
  }
  return undefined;
}
