/** Files just real enough that their type, and what the rules ask of them, can be read from their first bytes. */
const latin = (text: string): Buffer => Buffer.from(text, 'latin1');

export const jpeg = Buffer.concat([
  Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16]),
  latin('JFIF\0'),
  Buffer.alloc(64),
]);
export const pdf = latin('%PDF-1.7\n1 0 obj\n<<>>\nendobj\n');
export const text = latin('Opening hours: 9 to 5\n');
export const gif = latin('GIF89a\u0001\u0000\u0001\u0000');
export const aac = Buffer.concat([Buffer.from([0xff, 0xf1, 0x50, 0x80, 0x02, 0x1f, 0xfc]), Buffer.alloc(64)]);
export const amr = Buffer.concat([latin('#!AMR\n'), Buffer.alloc(32)]);
export const mp3 = Buffer.concat([Buffer.from([0xff, 0xfb, 0x90, 0x44]), Buffer.alloc(64)]);
export const oldOffice = Buffer.concat([
  Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]),
  Buffer.alloc(512),
]);

/** An ISO container: `isom` is MP4, `M4A ` its sound, `3gp4` 3GPP. */
export function container(brand: string): Buffer {
  return Buffer.concat([uint32(20), latin(`ftyp${brand}`), uint32(0), latin(brand), Buffer.alloc(64)]);
}

/** A PNG; colour type 2 is RGB, 3 a palette, 6 RGBA. */
export function png({ bits = 8, colorType = 6 } = {}): Buffer {
  const header = Buffer.concat([uint32(1), uint32(1), Buffer.from([bits, colorType, 0, 0, 0])]);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', Buffer.alloc(12)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** A WebP picture with the extended header. */
export function webp({ width = 512, height = 512, animated = false } = {}): Buffer {
  const body = Buffer.alloc(10);
  body[0] = animated ? 0b10 : 0;
  body.writeUIntLE(width - 1, 4, 3);
  body.writeUIntLE(height - 1, 7, 3);
  const riff = Buffer.concat([latin('WEBPVP8X'), uint32le(body.length), body]);
  return Buffer.concat([latin('RIFF'), uint32le(riff.length), riff]);
}

/** The first page of an OGG file. */
export function ogg({ channels = 1, codec = 'OpusHead' } = {}): Buffer {
  const head = Buffer.concat([latin(codec), Buffer.from([1, channels]), Buffer.alloc(9)]);
  const page = Buffer.concat([
    latin('OggS'),
    Buffer.from([0, 2]),
    Buffer.alloc(20),
    Buffer.from([1, head.length]),
  ]);
  return Buffer.concat([page, head, Buffer.alloc(64)]);
}

/** A file of the newer Office programs: a zip file whose list of contents tells the program. */
export function office(
  kind: 'wordprocessingml.document' | 'spreadsheetml.sheet' | 'presentationml.presentation',
): Buffer {
  const main = `<Types><Override ContentType="application/vnd.openxmlformats-officedocument.${kind}.main+xml"/></Types>`;
  return zipOf('[Content_Types].xml', latin(main));
}

/** The same file, longer: what follows the header does not matter to anybody here. */
export function padded(file: Buffer, bytes: number): Buffer {
  return Buffer.concat([file, Buffer.alloc(Math.max(0, bytes - file.length), 0x20)]);
}

function zipOf(name: string, content: Buffer): Buffer {
  const sizes = Buffer.concat([uint32le(crc32(content)), uint32le(content.length), uint32le(content.length)]);
  const names = Buffer.from([name.length, 0, 0, 0]);
  const local = Buffer.concat([
    latin('PK\u0003\u0004'),
    Buffer.from([20, 0, 0, 0, 0, 0, 0, 0, 0, 0]),
    sizes,
    names,
    latin(name),
  ]);
  const central = Buffer.concat([
    latin('PK\u0001\u0002'),
    Buffer.from([20, 0, 20, 0, 0, 0, 0, 0, 0, 0, 0, 0]),
    sizes,
    names,
    Buffer.alloc(14),
    latin(name),
  ]);
  const end = Buffer.concat([
    latin('PK\u0005\u0006'),
    Buffer.from([0, 0, 0, 0, 1, 0, 1, 0]),
    uint32le(central.length),
    uint32le(local.length + content.length),
    Buffer.from([0, 0]),
  ]);
  return Buffer.concat([local, content, central, end]);
}

function chunk(type: string, body: Buffer): Buffer {
  return Buffer.concat([
    uint32(body.length),
    latin(type),
    body,
    uint32(crc32(Buffer.concat([latin(type), body]))),
  ]);
}

function crc32(bytes: Buffer): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return (crc ^ 0xffffffff) >>> 0;
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

function uint32le(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
