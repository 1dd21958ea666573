import { mkdtemp, readdir, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  aac,
  amr,
  container,
  gif,
  jpeg,
  mp3,
  office,
  ogg,
  oldOffice,
  padded,
  pdf,
  png,
  text,
  webp,
} from '../../../../test/support/media/sample-files.js';
import { WhatsAppMediaError, SendCancelledError } from '../errors/index.js';
import { FakeClock } from '../testing/index.js';
import { freshLink } from './rules/media-links.js';
import { assertPublicLink } from './rules/media-links.js';
import { FileTypeDetector } from './check/file-type-detector.js';
import { MediaChecker, type MediaClaim } from './check/media-checker.js';
import { MEDIA_RULES, type MediaKind } from './rules/media-kinds.js';
import { LinkFetcher } from './source/link-fetcher.js';
import type { MediaSource } from './source/media-source.js';
import { maySendHeaders } from './source/link-fetcher.js';
import { MediaStaging } from './source/media-staging.js';

const KB = 1024;
const MB = 1024 * KB;
const graph = { connectTimeoutMs: 500, headersTimeoutMs: 500, bodyTimeoutMs: 500 };

let directory: string;
let staging: MediaStaging;
const checker = new MediaChecker(new FileTypeDetector());

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'media-rules-'));
  staging = stagingIn(directory);
});

afterAll(() => rm(directory, { recursive: true }));

function stagingIn(temporaryDirectory: string): MediaStaging {
  const options = optionsWith(temporaryDirectory);
  return new MediaStaging(options, new LinkFetcher(options, new FakeClock()));
}

function optionsWith(temporaryDirectory: string) {
  const media = {
    temporaryDirectory,
    allowPrivateLinks: false,
    maxDownloadBytes: 1,
    downloadTimeoutMs: 1,
  };
  return { media, graph: graph as never };
}

async function check(source: MediaSource, claim: MediaClaim = {}, maxBytes = 101 * MB) {
  const file = await staging.stage(source, { maxBytes });
  try {
    return await checker.check(file, claim);
  } finally {
    await file.dispose();
  }
}

/** A file on disk of exactly that size; the rest of it takes no room. */
async function fileOf(head: Buffer, bytes: number): Promise<{ path: string }> {
  const path = join(directory, 'sized');
  await writeFile(path, head);
  await truncate(path, bytes);
  return { path };
}

describe('what a file is', () => {
  it.each<[string, Buffer, MediaClaim, MediaKind, string]>([
    ['a JPEG', jpeg, {}, 'image', 'image/jpeg'],
    ['a PNG', png(), {}, 'image', 'image/png'],
    ['a PNG without transparency', png({ colorType: 2 }), {}, 'image', 'image/png'],
    ['a WebP', webp(), {}, 'sticker', 'image/webp'],
    ['AAC', aac, {}, 'audio', 'audio/aac'],
    ['AMR', amr, {}, 'audio', 'audio/amr'],
    ['MP3', mp3, {}, 'audio', 'audio/mpeg'],
    ['M4A', container('M4A '), {}, 'audio', 'audio/mp4'],
    ['OGG with OPUS', ogg(), {}, 'audio', 'audio/ogg'],
    ['OGG with OPUS as voice', ogg(), { kind: 'voice' }, 'voice', 'audio/ogg'],
    ['MP4', container('isom'), {}, 'video', 'video/mp4'],
    ['MP4 that is said to be sound', container('isom'), { kind: 'audio' }, 'audio', 'audio/mp4'],
    ['MP4 with the type of sound', container('isom'), { mimeType: 'audio/mp4' }, 'audio', 'audio/mp4'],
    ['MP4 for a template', container('isom'), { kind: 'gif' }, 'gif', 'video/mp4'],
    ['3GPP', container('3gp4'), {}, 'video', 'video/3gpp'],
    ['PDF', pdf, {}, 'document', 'application/pdf'],
    ['a picture sent as a document is refused, text is not', text, {}, 'document', 'text/plain'],
    [
      'text in an old encoding, on the caller’s word',
      Buffer.from('Gr\u00fc\u00dfe', 'latin1'),
      { mimeType: 'text/plain; charset=iso-8859-1' },
      'document',
      'text/plain',
    ],
    ['.doc', oldOffice, { filename: 'a.DOC' }, 'document', 'application/msword'],
    ['.xls', oldOffice, { mimeType: 'application/vnd.ms-excel' }, 'document', 'application/vnd.ms-excel'],
    ['.ppt', oldOffice, { filename: 'a.ppt' }, 'document', 'application/vnd.ms-powerpoint'],
    ...(['wordprocessingml.document', 'spreadsheetml.sheet', 'presentationml.presentation'] as const).map(
      (kind): [string, Buffer, MediaClaim, MediaKind, string] => [
        kind,
        office(kind),
        {},
        'document',
        `application/vnd.openxmlformats-officedocument.${kind}`,
      ],
    ),
  ])('is told by its content: %s', async (_name, bytes, claim, kind, mimeType) => {
    await expect(check(bytes, claim)).resolves.toEqual({ kind, mimeType });
  });

  it.each<[string, Buffer, MediaClaim, RegExp]>([
    ['nothing', Buffer.alloc(0), {}, /file: is empty/],
    ['a GIF', gif, {}, /is image\/gif; WhatsApp takes image\/jpeg/],
    ['a GIF named as a JPEG', gif, { filename: 'a.jpg' }, /is image\/gif/],
    [
      'a GIF said to be a JPEG',
      gif,
      { mimeType: 'image/jpeg' },
      /said to be image\/jpeg, but its content is image\/gif/,
    ],
    ['a PDF as a picture', pdf, { kind: 'image' }, /as image WhatsApp takes image\/jpeg, image\/png/],
    ['MP3 as voice', mp3, { kind: 'voice' }, /as voice WhatsApp takes audio\/ogg/],
    ['3GPP as sound', container('3gp4'), { kind: 'audio' }, /is video\/3gpp; as audio/],
    ['an unknown old Office file', oldOffice, {}, /old Office program; say which/],
    ['unknown bytes', Buffer.from([1, 2, 3, 0]), {}, /no content that is known; WhatsApp takes/],
    [
      'unknown bytes said to be text',
      Buffer.from([0xff, 0]),
      { mimeType: 'text/plain' },
      /no content that is known/,
    ],
    ['two channels', ogg({ channels: 2 }), {}, /has 2 channels.*one \(mono\)/],
    ['OGG with Vorbis', ogg({ codec: '\u0001vorbis' }), {}, /OGG with OPUS only/],
    ['a sticker that is too small', webp({ width: 511 }), {}, /511×512 pixels; a sticker has 512×512/],
    ['a sticker that is too large', webp({ height: 513 }), {}, /512×513/],
    ['a PNG with a palette', png({ colorType: 3 }), {}, /8-bit RGB or RGBA/],
    ['a PNG with 16 bits', png({ bits: 16 }), {}, /8-bit RGB or RGBA/],
  ])('is refused with what would be accepted: %s', async (_name, bytes, claim, message) => {
    const refusal = check(bytes, claim);
    await expect(refusal).rejects.toThrow(WhatsAppMediaError);
    await expect(refusal).rejects.toThrow(message);
  });
});

/** The media table (platform rules, media, types and limits): every type of every kind, and the most bytes that it may have. */
const table: readonly (readonly [MediaKind, string, Buffer, number, MediaClaim])[] = [
  ['image', 'image/jpeg', jpeg, 5 * MB, {}],
  ['image', 'image/png', png(), 5 * MB, {}],
  ['audio', 'audio/aac', aac, 16 * MB, {}],
  ['audio', 'audio/amr', amr, 16 * MB, {}],
  ['audio', 'audio/mpeg', mp3, 16 * MB, {}],
  ['audio', 'audio/mp4', container('M4A '), 16 * MB, {}],
  ['audio', 'audio/ogg', ogg(), 16 * MB, {}],
  ['voice', 'audio/ogg', ogg(), 16 * MB, {}],
  ['video', 'video/mp4', container('isom'), 16 * MB, {}],
  ['video', 'video/3gpp', container('3gp4'), 16 * MB, {}],
  ['gif', 'video/mp4', container('isom'), 3.5 * MB, {}],
  ['document', 'text/plain', padded(text, 64 * KB), 100 * MB, {}],
  ['document', 'application/pdf', pdf, 100 * MB, {}],
  ['document', 'application/msword', oldOffice, 100 * MB, { filename: 'a.doc' }],
  ['document', 'application/vnd.ms-excel', oldOffice, 100 * MB, { filename: 'a.xls' }],
  ['document', 'application/vnd.ms-powerpoint', oldOffice, 100 * MB, { filename: 'a.ppt' }],
  ...(['wordprocessingml.document', 'spreadsheetml.sheet', 'presentationml.presentation'] as const).map(
    (kind) =>
      [
        'document',
        `application/vnd.openxmlformats-officedocument.${kind}`,
        office(kind),
        100 * MB,
        {},
      ] as const,
  ),
  ['sticker', 'image/webp', webp(), 100 * KB, {}],
  ['sticker', 'image/webp', webp({ animated: true }), 500 * KB, {}],
];

describe('the media table', () => {
  it('is here with every type of every kind', () => {
    const rules = Object.entries(MEDIA_RULES).flatMap(([kind, { mimeTypes }]) =>
      mimeTypes.map((mimeType) => `${kind} ${mimeType}`),
    );
    expect([...new Set(table.map(([kind, mimeType]) => `${kind} ${mimeType}`))].toSorted()).toEqual(
      rules.toSorted(),
    );
  });

  it.each(table)(
    'takes %s of %s up to the last byte (%#)',
    async (kind, mimeType, head, maxBytes, claim) => {
      const claimed = { ...claim, kind };
      await expect(check(await fileOf(head, maxBytes), claimed)).resolves.toEqual({ kind, mimeType });
      await expect(check(await fileOf(head, maxBytes + 1), claimed)).rejects.toThrow(/at most|the most/);
      // Documents are 100 MB that are read twice.
    },
    30_000,
  );
});

describe('a source', () => {
  it.each<[string, () => MediaSource]>([
    ['a Buffer', () => pdf],
    ['a Uint8Array within a larger one', () => new Uint8Array([9, ...pdf, 9]).subarray(1, pdf.length + 1)],
    ['a stream', () => Readable.from([pdf.subarray(0, 3), pdf.subarray(3)])],
    ['an async iterable', () => Readable.from([pdf])[Symbol.asyncIterator]()],
  ])('can be %s, and is read again as it was', async (_name, source) => {
    const file = await staging.stage(source(), { maxBytes: MB });
    const chunks: Buffer[] = await file.open().toArray();
    expect(Buffer.concat(chunks)).toEqual(pdf);
    expect(file).toMatchObject({ size: pdf.length, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) });
    await file.dispose();
    expect(await readdir(directory)).not.toContainEqual(expect.stringMatching(/^whatsapp-/));
  });

  it('can be a path, whose file stays', async () => {
    const path = join(directory, 'bill.pdf');
    await writeFile(path, pdf);
    const file = await staging.stage({ path }, { maxBytes: MB });
    await file.dispose();
    expect(file).toMatchObject({ path, filename: 'bill.pdf', size: pdf.length });
    expect(await readdir(directory)).toContain('bill.pdf');
  });

  it('can be a path for hundreds at the same time, of which few are open', async () => {
    const path = join(directory, 'much-asked.pdf');
    await writeFile(path, padded(pdf, 70_000));
    // Not every system tells which files are open.
    const openFiles = async () => (await readdir('/dev/fd').catch(() => [])).length;
    const before = await openFiles();
    let most = 0;
    const files = Array.from({ length: 300 }, async () => {
      const file = await staging.stage({ path }, { maxBytes: MB });
      most = Math.max(most, (await openFiles()) - before);
      return file.sha256;
    });
    expect(new Set(await Promise.all(files)).size).toBe(1);
    expect(most).toBeLessThan(50);
  });

  it('gives its place to the next one where it cannot be read', async () => {
    const nowhere = Array.from({ length: 100 }, () => staging.stage({ path: '/nowhere' }, { maxBytes: MB }));
    expect((await Promise.allSettled(nowhere)).every(({ status }) => status === 'rejected')).toBe(true);
    const path = join(directory, 'after-all.pdf');
    await writeFile(path, pdf);
    await expect(staging.stage({ path }, { maxBytes: MB })).resolves.toHaveProperty('size', pdf.length);
  });

  it.each<[string, () => MediaSource, RegExp]>([
    ['longer than allowed', () => Readable.from([Buffer.alloc(1025)]), /larger than 1 KB/],
    ['a path where nothing is', () => ({ path: '/nowhere/at/all' }), /ENOENT/],
    ['a stream that breaks', () => Readable.from(broken()), /could not be read to its end: Error/],
    ['a stream of something else', () => Readable.from([{ a: 1 }]), /pieces are not Uint8Arrays/],
    ['no source', () => ({ file: 'x' }) as never, /must come from bytes/],
    ['a link to this machine', () => ({ url: 'http://127.0.0.1/a' }), /public host/],
    ['a link to a name of this machine', () => ({ url: 'http://localhost:3000/a' }), /public host/],
  ])('is refused where it is %s, and nothing is left behind', async (_name, source, message) => {
    const refusal = staging.stage(source(), { maxBytes: KB });
    await expect(refusal).rejects.toThrow(WhatsAppMediaError);
    await expect(refusal).rejects.toThrow(message);
    expect(await readdir(directory)).not.toContainEqual(expect.stringMatching(/^whatsapp-/));
  });

  it('is given up where the signal aborts', async () => {
    const abort = new AbortController();
    const source = new Readable({ read: () => undefined });
    const staged = staging.stage(source, { maxBytes: KB, signal: abort.signal });
    source.push(Buffer.from('a'));
    setImmediate(() => abort.abort());
    await expect(staged).rejects.toThrow(SendCancelledError);
    expect(source.destroyed).toBe(true);
    const late = new Readable({ read: () => undefined });
    await expect(staging.stage(late, { maxBytes: KB, signal: abort.signal })).rejects.toThrow(
      SendCancelledError,
    );
    expect(late.destroyed).toBe(true);
  });
});

async function* broken(): AsyncGenerator<Buffer> {
  yield Buffer.from('a');
  throw new Error('secret path');
}

describe('links', () => {
  it.each([
    'https://example.org/a.png',
    'http://cdn.example.org:8080/a?b=c',
    'https://93.184.216.34/a',
    'https://[2606:2800:220:1::1]/a',
  ])('are public: %s', (link) => {
    expect(assertPublicLink(link).href).toBe(link);
  });

  it.each([
    ['no address', /absolute address/],
    ['ftp://example.org/a', /http:\/\/ or https/],
    ['https://user:pass@example.org/a', /user or password/],
    ['http://localhost/a', /public host/],
    ['http://printer/a', /public host/],
    ['http://nas.local/a', /public host/],
    ['http://api.internal./a', /public host/],
    ['http://127.0.0.1/a', /public host/],
    ['http://2130706433/a', /public host/],
    ['http://0x7f.1/a', /public host/],
    ['http://10.1.2.3/a', /public host/],
    ['http://172.20.1.1/a', /public host/],
    ['http://192.168.0.1/a', /public host/],
    ['http://169.254.169.254/latest', /public host/],
    ['http://100.64.0.1/a', /public host/],
    ['http://0.0.0.0/a', /public host/],
    ['http://224.0.0.1/a', /public host/],
    ['http://[::1]/a', /public host/],
    ['http://[::ffff:10.0.0.1]/a', /public host/],
    ['http://[fd00::1]/a', /public host/],
    ['http://[fe80::1]/a', /public host/],
    ['http://[::127.0.0.1]/a', /public host/],
    ['http://[64:ff9b::10.0.0.1]/a', /public host/],
    ['http://[2002:7f00:1::]/a', /public host/],
    ['http://[4000::1]/a', /public host/],
  ])('are refused: %s', (link, message) => {
    expect(() => assertPublicLink(link)).toThrow(message);
    expect(() => assertPublicLink(link)).toThrow(WhatsAppMediaError);
  });

  it('are made fresh by a parameter of their own', () => {
    const link = 'https://example.org/a.png?size=2#top';
    expect(freshLink(link, 'x1')).toBe('https://example.org/a.png?size=2&fresh=x1#top');
    expect(freshLink(link)).not.toBe(freshLink(link));
    expect(freshLink(freshLink(link, 'x1'), 'x2')).toBe('https://example.org/a.png?size=2&fresh=x2#top');
  });
});

describe('the headers of a link', () => {
  it.each([
    ['https://a.example.org/1', 'https://a.example.org/2', true],
    ['http://a.example.org/1', 'https://a.example.org/1', true],
    ['https://a.example.org/1', 'http://a.example.org/1', false],
    ['https://a.example.org/1', 'https://b.example.org/1', false],
    ['https://a.example.org/1', 'https://a.example.org:8443/1', false],
  ])('given for %s go to %s: %s', (given, target, may) => {
    expect(maySendHeaders(new URL(given), new URL(target))).toBe(may);
  });
});
