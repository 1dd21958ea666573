import { crc32, deflateSync } from 'node:zlib';
import type { MediaKind } from './media-formats.js';

/** A webp picture of 512 x 512 pixels in one colour, as stickers must be. */
const WEBP = 'UklGRhgAAABXRUJQVlA4TAwAAAAv/8F/EChsQQrZ/wA=';

/** A tone of a second, Opus with one channel. */
const OGG =
  'T2dnUwACAAAAAAAAAADO8BcXAAAAAMbq6b4BE09wdXNIZWFkAQE4AYA+AAAAAABPZ2dTAAAAAAAAAAAAAM7wFxcBAAAAw9WjGQE+T3B1c1RhZ3MNAAAATGF2ZjU5LjI3LjEwMAEAAAAdAAAAZW5jb2Rlcj1MYXZjNTkuMzcuMTAwIGxpYm9wdXNPZ2dTAAS4vAAAAAAAAM7wFxcCAAAA4SvGyBEvMC40KyglLiIkIiEjJCAgJRjgz9f0Bz9nlgsFYqY1VjjHq3udIMGA6rEE1x8LG9zfLMV5FwJeWWjCJ2p20E+IGOf8HB6EdPS7nIlIG6R9GQ/HI9o/L9+9786Bjj1MpnHSIvz/DF0ao6+soCO9GFdAGOhONB6EdPSyYI0EmNmfND0CynKM0Pmbg8IEzhhHsLsMD9C5II9WVTJZhaU3QBjoTjQehHT2sNxAAHJUPGST0/B6P9xQ17y7PFVQc71NOv54n3wlvq8W/skIpjaTjlcOFCAY6E40HoR09qBn2Wl0BvzUqXTxa/U/nLA/5K44D03JaMCVhQ/J3itYN6h4GOhSANI1jZBBdNKLvKy+ksZNQYeWl4kpTJnVOYf3TDm5EbSCi/7bDhjoTjQeg5xA5cbeKfcehNDxL0wHha1bwjaXwP4wSbczxm1bRyAY6E40HoR09jiVWOzG0x4K4MAydR9EuiySiauq2e2Ft78+EICgI9IRR7/k4vaoGOii4S0UjfUi3aPSrZDvHF4cgJnxi7HwgbKewgyM4sNMFhjooEu/t+bnXJ+pywjlTGhbrOKK9ePvjlFLkPioSjAv1nZs+BgOpRFoPvrI4kOgq9zyPR2C0b0dtD9eD25IX5P1wLiJkM8YDqURaD76tZtHo3bRZpv8GGI1U9tB6/PrbiYyNvPoHMAYDqRBqYXVNQ2K54MSXfaibraYIpCxB+TbAZm+f6iahkvaKBgOpEGphcqPrgZbHuUVLP4m4xTY1onyPvZODXTL2crUSstk4BgOpRFoPvzJYzQQbCv6q83ojBaAncBD9m+0E9WSl8SAGA6lEWg+erSaXaCDu7gk92n/Emqyu6nZFInZ7IecEIAYLqURaD761BWFbUm60P8NmB6mVcac3IYXMng4DKJqt3BKgmyA';

/** A second of blue, H.264. */
const MP4 =
  'AAAAIGZ0eXBpc29tAAACAGlzb21pc28yYXZjMW1wNDEAAAMubW9vdgAAAGxtdmhkAAAAAAAAAAAAAAAAAAAD6AAAA+gAAQAAAQAAAAAAAAAAAAAAAAEAAAAAAAAAAAAAAAAAAAABAAAAAAAAAAAAAAAAAABAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAgAAAlh0cmFrAAAAXHRraGQAAAADAAAAAAAAAAAAAAABAAAAAAAAA+gAAAAAAAAAAAAAAAAAAAAAAAEAAAAAAAAAAAAAAAAAAAABAAAAAAAAAAAAAAAAAABAAAAAAEAAAAAwAAAAAAAkZWR0cwAAABxlbHN0AAAAAAAAAAEAAAPoAAAAAAABAAAAAAHQbWRpYQAAACBtZGhkAAAAAAAAAAAAAAAAAABAAAAAQABVxAAAAAAALWhkbHIAAAAAAAAAAHZpZGUAAAAAAAAAAAAAAABWaWRlb0hhbmRsZXIAAAABe21pbmYAAAAUdm1oZAAAAAEAAAAAAAAAAAAAACRkaW5mAAAAHGRyZWYAAAAAAAAAAQAAAAx1cmwgAAAAAQAAATtzdGJsAAAAu3N0c2QAAAAAAAAAAQAAAKthdmMxAAAAAAAAAAEAAAAAAAAAAAAAAAAAAAAAAEAAMABIAAAASAAAAAAAAAABFUxhdmM1OS4zNy4xMDAgbGlieDI2NAAAAAAAAAAAAAAAGP//AAAAMWF2Y0MBQsAK/+EAGGdCwAqmERHsBEAAAAMAQAAAAwEDxImEYAEABmjIQgOSyAAAABBwYXNwAAAAAQAAAAEAAAAUYnRydAAAAAAAABUAAAAVAAAAABhzdHRzAAAAAAAAAAEAAAACAAAgAAAAABRzdHNzAAAAAAAAAAEAAAABAAAAHHN0c2MAAAAAAAAAAQAAAAEAAAACAAAAAQAAABxzdHN6AAAAAAAAAAAAAAACAAAClgAAAAoAAAAUc3RjbwAAAAAAAAABAAADXgAAAGJ1ZHRhAAAAWm1ldGEAAAAAAAAAIWhkbHIAAAAAAAAAAG1kaXJhcHBsAAAAAAAAAAAAAAAALWlsc3QAAAAlqXRvbwAAAB1kYXRhAAAAAQAAAABMYXZmNTkuMjcuMTAwAAAACGZyZWUAAAKobWRhdAAAAnIGBf//btxF6b3m2Ui3lizYINkj7u94MjY0IC0gY29yZSAxNjQgcjMwOTUgYmFlZTQwMCAtIEguMjY0L01QRUctNCBBVkMgY29kZWMgLSBDb3B5bGVmdCAyMDAzLTIwMjIgLSBodHRwOi8vd3d3LnZpZGVvbGFuLm9yZy94MjY0Lmh0bWwgLSBvcHRpb25zOiBjYWJhYz0wIHJlZj0xNiBkZWJsb2NrPTE6MDowIGFuYWx5c2U9MHgxOjB4MTMxIG1lPXVtaCBzdWJtZT0xMCBwc3k9MSBwc3lfcmQ9MS4wMDowLjAwIG1peGVkX3JlZj0xIG1lX3JhbmdlPTI0IGNocm9tYV9tZT0xIHRyZWxsaXM9MiA4eDhkY3Q9MCBjcW09MCBkZWFkem9uZT0yMSwxMSBmYXN0X3Bza2lwPTEgY2hyb21hX3FwX29mZnNldD0tMiB0aHJlYWRzPTEgbG9va2FoZWFkX3RocmVhZHM9MSBzbGljZWRfdGhyZWFkcz0wIG5yPTAgZGVjaW1hdGU9MSBpbnRlcmxhY2VkPTAgYmx1cmF5X2NvbXBhdD0wIGNvbnN0cmFpbmVkX2ludHJhPTAgYmZyYW1lcz0wIHdlaWdodHA9MCBrZXlpbnQ9MjUwIGtleWludF9taW49MiBzY2VuZWN1dD00MCBpbnRyYV9yZWZyZXNoPTAgcmNfbG9va2FoZWFkPTYwIHJjPWNyZiBtYnRyZWU9MSBjcmY9NDAuMCBxY29tcD0wLjYwIHFwbWluPTAgcXBtYXg9NjkgcXBzdGVwPTQgaXBfcmF0aW89MS40MCBhcT0xOjEuMDAAgAAAABxliIICniMUAAQN44AAgzRwABBlvvvrrrrrrrrwAAAABkGaHAS8bA==';

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
