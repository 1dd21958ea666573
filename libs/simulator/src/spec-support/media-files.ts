const latin = (text: string): Buffer => Buffer.from(text, 'latin1');

/** The first bytes of files of these types; nobody looks at what follows. */
const HEADS: Readonly<Record<string, Buffer>> = {
  'image/jpeg': Buffer.from([0xff, 0xd8, 0xff, 0xe0]),
  'image/png': latin('\x89PNG\r\n\x1a\n'),
  'image/webp': webp(),
  'video/mp4': latin('\0\0\0\x18ftypmp42'),
  'audio/ogg': latin('OggS'),
};

/** Makes a file that begins as one of this type, followed by zeros up to a size in bytes. */
export function fileOf(mimeType: string, size = 64, head = HEADS[mimeType] ?? Buffer.alloc(0)): Buffer {
  return Buffer.concat([head, Buffer.alloc(Math.max(0, size - head.length))]);
}

/** The head of a WebP file in the extended format. */
export function webp({ width = 512, height = 512, animated = false } = {}): Buffer {
  const head = Buffer.alloc(30);
  head.write('RIFF');
  head.writeUInt32LE(head.length - 8, 4);
  head.write('WEBPVP8X', 8);
  head.writeUInt32LE(10, 16);
  head[20] = animated ? 0b10 : 0;
  head.writeUIntLE(width - 1, 24, 3);
  head.writeUIntLE(height - 1, 27, 3);
  return head;
}
