import { crc32, deflateSync } from 'node:zlib';
import type { MediaKind } from './media-formats.js';
import { MP4, OGG, WEBP } from './sample-files.js';

/** A small file of each kind, for people who send without choosing one. */
export interface SampleMedia {
  readonly mimeType: string;
  readonly bytes: Buffer;
}

/** The sample of a kind: a whole file, which can be shown or played. */
export function sampleMedia(kind: Exclude<MediaKind, 'gif'>): SampleMedia {
  switch (kind) {
    case 'image':
      return { mimeType: 'image/png', bytes: gradient(240, 160) };
    case 'sticker':
      return { mimeType: 'image/webp', bytes: Buffer.from(WEBP, 'base64') };
    case 'document':
      return { mimeType: 'application/pdf', bytes: page('A document of the simulator') };
    case 'audio':
      return { mimeType: 'audio/ogg; codecs=opus', bytes: Buffer.from(OGG, 'base64') };
    case 'video':
      break;
  }
  return { mimeType: 'video/mp4', bytes: Buffer.from(MP4, 'base64') };
}

/** A picture from blue to green, as PNG. */
function gradient(width: number, height: number): Buffer {
  const rows = Buffer.alloc(height * (1 + 3 * width));
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const place = y * (1 + 3 * width) + 1 + 3 * x;
      rows[place] = Math.round((60 * x) / width);
      rows[place + 1] = Math.round(90 + (130 * y) / height);
      rows[place + 2] = Math.round(200 - (120 * x) / width);
    }
  }
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(data.length, 0);
  body.copy(framed, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}

/** A PDF of one page with a line of text. */
function page(text: string): Buffer {
  const stream = `BT /F1 18 Tf 40 100 Td (${text}) Tj ET`;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 420 200] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${stream.length} >>\nstream\n${stream}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ];
  let file = '%PDF-1.4\n';
  const places = objects.map((object, index) => {
    const place = file.length;
    file += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return String(place).padStart(10, '0');
  });
  const table = file.length;
  file += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${places.map((place) => `${place} 00000 n \n`).join('')}`;
  file += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${table}\n%%EOF\n`;
  return Buffer.from(file, 'latin1');
}
