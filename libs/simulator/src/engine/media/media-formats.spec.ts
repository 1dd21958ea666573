import { describe, expect, it } from '@jest/globals';
import { fileOf, webp } from '../../spec-support/media-files.js';
import { mediaFormatProblem, uploadProblem } from './media-formats.js';
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

describe('the name of an upload', () => {
  it.each([
    ['voice.ogg', 'audio/ogg; codecs=opus'],
    ['PHOTO.JPG', 'image/jpeg'],
    ['clip.mp4', 'audio/mp4'],
    ['blob', 'image/png'],
    ['notes.md', 'text/plain'],
    ['archive.tar.gz', 'application/pdf'],
  ])('may be %s of %s', (name, type) => {
    expect(uploadProblem(type, 10, name)).toBeUndefined();
  });

  it.each([
    ['voice.opus', 'audio/ogg', 'audio/opus'],
    ['voice.mp3', 'audio/ogg', 'audio/mpeg'],
    ['photo.png', 'image/jpeg', 'image/png'],
    [
      'invoice.docx',
      'application/pdf',
      'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    ],
  ])('cannot be %s of %s', (name, type, received) => {
    expect(uploadProblem(type, 10, name)).toMatch(
      new RegExp(
        `^Param file must be a file with one of the following types: .*Received file of type '${received}'.$`,
      ),
    );
  });
});

describe('a sample', () => {
  it('of sound is a whole Ogg file: head, tags, and a last page', () => {
    const { bytes } = sampleMedia('audio');
    const pages: { readonly flags: number; readonly body: string }[] = [];
    for (let at = 0; at < bytes.length;) {
      expect(bytes.toString('latin1', at, at + 4)).toBe('OggS');
      const segments = bytes.subarray(at + 27, at + 27 + bytes.readUInt8(at + 26));
      const begin = at + 27 + segments.length;
      at = begin + segments.reduce((sum, length) => sum + length, 0);
      pages.push({
        flags: bytes.readUInt8(begin - segments.length - 22),
        body: bytes.toString('latin1', begin, at),
      });
    }
    expect(pages[0]?.body.startsWith('OpusHead')).toBe(true);
    expect(pages[1]?.body.startsWith('OpusTags')).toBe(true);
    expect((pages.at(-1)?.flags ?? 0) & 4).toBe(4);
  });

  it('of video is a whole MP4 file: its boxes fill it', () => {
    const { bytes } = sampleMedia('video');
    const boxes: string[] = [];
    let at = 0;
    for (; at < bytes.length; at += bytes.readUInt32BE(at))
      boxes.push(bytes.toString('latin1', at + 4, at + 8));
    expect(at).toBe(bytes.length);
    expect(boxes).toEqual(expect.arrayContaining(['ftyp', 'moov', 'mdat']));
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
