import { describe, expect, it } from '@jest/globals';
import { fileOf, webp } from '../../spec-support/media-files.js';
import { mediaFormatProblem } from './media-formats.js';
import { sampleMedia } from './sample-media.js';
import { webpHeader } from './webp-header.js';

/** A WebP file of one frame, in the lossy or the lossless format. */
function simple(format: 'VP8 ' | 'VP8L', data: readonly number[]): Buffer {
  const head = Buffer.alloc(20);
  head.write('RIFF');
  head.write(`WEBP${format}`, 8);
  return Buffer.concat([head, Buffer.from(data), Buffer.alloc(16)]);
}

describe('a file of a message', () => {
  it.each(['image', 'video', 'audio', 'document', 'sticker'] as const)(
    'that the simulator sends itself can be sent back: %s',
    (kind) => {
      const { mimeType, bytes } = sampleMedia(kind);
      expect(mediaFormatProblem(kind, mimeType, bytes)).toBeUndefined();
    },
  );

  it.each([
    ['a page as a video', 'video', 'video/mp4', fileOf('', 64, Buffer.from('<html>'))],
    ['a picture as sound', 'audio', 'audio/ogg', fileOf('image/png')],
    ['nothing at all', 'image', 'image/jpeg', Buffer.alloc(0)],
    ['a WebP head that is cut off', 'sticker', 'image/webp', webp().subarray(0, 24)],
  ] as const)('is looked into: %s', (_what, kind, mimeType, bytes) => {
    expect(mediaFormatProblem(kind, mimeType, bytes)).toContain(mimeType);
  });

  it('without a sign to be known by is taken at its word', () => {
    expect(mediaFormatProblem('document', 'text/plain', Buffer.from('Hello'))).toBeUndefined();
    expect(mediaFormatProblem('audio', 'audio/mpeg', Buffer.from('sound'))).toBeUndefined();
  });

  it('that is a sticker is told what it should be', () => {
    expect(mediaFormatProblem('sticker', 'image/webp', webp({ width: 96, height: 96 }))).toBe(
      'The sticker has 96 x 96 pixels, it must have 512 x 512.',
    );
    expect(mediaFormatProblem('sticker', 'image/webp', fileOf('image/webp', 300 * 1024))).toBe(
      'The sticker is too large: 307200 bytes, at most 102400 where it is not animated.',
    );
  });
});

describe('the head of a WebP file', () => {
  it.each([
    ['extended', webp({ width: 400, height: 300 }), { width: 400, height: 300, animated: false }],
    ['extended and animated', webp({ animated: true }), { width: 512, height: 512, animated: true }],
    [
      'lossy',
      simple('VP8 ', [0, 0, 0, 0x9d, 0x01, 0x2a, 0x00, 0x02, 0x90, 0x01]),
      { width: 512, height: 400, animated: false },
    ],
    [
      'lossless',
      simple('VP8L', [0x2f, 0xff, 0xc1, 0x7f, 0x10]),
      { width: 512, height: 512, animated: false },
    ],
  ])('tells size and animation: %s', (_format, bytes, expected) => {
    expect(webpHeader(bytes)).toEqual(expected);
  });

  it.each([
    ['empty', Buffer.alloc(0)],
    ['of another format', fileOf('image/png')],
    ['cut off', webp().subarray(0, 29)],
    ['of an unknown chunk', simple('VP8 ', []).fill('XXXX', 12, 16)],
    ['lossy without its start code', simple('VP8 ', [0, 0, 0, 1, 2, 3])],
    ['lossless without its signature', simple('VP8L', [0x2e])],
  ])('is none: %s', (_what, bytes) => {
    expect(webpHeader(bytes)).toBeUndefined();
  });
});
