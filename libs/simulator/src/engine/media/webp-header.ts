/** The facts in the head of a WebP file. */
export interface WebpHeader {
  /** In pixels. */
  readonly width: number;
  /** In pixels. */
  readonly height: number;
  readonly animated: boolean;
}

/** The number of bytes of a file that are read: the longest head, that of the extended format, ends there. */
const HEAD_BYTES = 30;
const FOURTEEN_BITS = 0x3fff;
const ANIMATION = 0b10;
const LOSSY_START = 0x9d012a;
const LOSSLESS_SIGNATURE = 0x2f;

/** Reads the head of a WebP file after RFC 9649; `undefined`: it is none. */
export function webpHeader(bytes: Buffer): WebpHeader | undefined {
  if (bytes.length < HEAD_BYTES) return undefined;
  if (bytes.toString('latin1', 0, 4) !== 'RIFF' || bytes.toString('latin1', 8, 12) !== 'WEBP')
    return undefined;
  switch (bytes.toString('latin1', 12, 16)) {
    case 'VP8X':
      return {
        width: bytes.readUIntLE(24, 3) + 1,
        height: bytes.readUIntLE(27, 3) + 1,
        animated: (bytes.readUInt8(20) & ANIMATION) !== 0,
      };
    case 'VP8 ':
      if (bytes.readUIntBE(23, 3) !== LOSSY_START) return undefined;
      return {
        width: bytes.readUInt16LE(26) & FOURTEEN_BITS,
        height: bytes.readUInt16LE(28) & FOURTEEN_BITS,
        animated: false,
      };
    case 'VP8L': {
      if (bytes.readUInt8(20) !== LOSSLESS_SIGNATURE) return undefined;
      const sizes = bytes.readUInt32LE(21);
      return {
        width: (sizes & FOURTEEN_BITS) + 1,
        height: ((sizes >>> 14) & FOURTEEN_BITS) + 1,
        animated: false,
      };
    }
    default:
      return undefined;
  }
}
