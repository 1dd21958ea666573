import { createHash } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { Logger, type INestApplicationContext } from '@nestjs/common';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Clock, GraphTransport, UndiciGraphTransport } from 'nestjs-whatsapp/extending';
import {
  WhatsAppMediaError,
  SendCancelledError,
  WhatsAppMediaService,
  type MediaHandleOptions,
  type MediaSource,
  type WhatsAppModuleExtras,
  type WhatsAppModuleOptions,
} from 'nestjs-whatsapp';
import { FakeClock } from 'nestjs-whatsapp/testing';
import { gif, jpeg, mp3, padded, pdf, text, container, webp } from '../support/media/sample-files.js';
import { UploadSessionServer } from '../support/media/upload-session-server.js';
import { createContext } from '../support/whatsapp-app.js';

const MB = 1024 * 1024;

jest.setTimeout(20_000);

let server: UploadSessionServer;
let directory: string;
let context: INestApplicationContext | undefined;
let media: WhatsAppMediaService;

beforeAll(async () => {
  Logger.overrideLogger(false);
  directory = await mkdtemp(join(tmpdir(), 'media-handles-'));
  server = await UploadSessionServer.start();
});

afterAll(async () => {
  Logger.overrideLogger(['log', 'warn', 'error']);
  await context?.close();
  server.stop();
  await rm(directory, { recursive: true });
});

beforeEach(() => server.reset());

afterEach(async () => {
  if ((await readdir(directory)).length > 0) throw new Error('a temporary file was left behind');
});

async function use({
  providers = [],
  ...options
}: WhatsAppModuleOptions & WhatsAppModuleExtras = {}): Promise<void> {
  await context?.close();
  context = await createContext({
    phoneNumberId: '106540352242922',
    accessToken: 'secret-token',
    graph: { baseUrl: server.url },
    media: { temporaryDirectory: directory },
    ...options,
    providers: [{ provide: Clock, useValue: new FakeClock({ autoAdvance: true }) }, ...providers],
  });
  media = context.get(WhatsAppMediaService);
}

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

const lines = (): string[] => server.requests.map(({ line }) => line);

const offsets = (): unknown[] =>
  server.requests
    .filter(({ headers }) => 'file_offset' in headers)
    .map(({ headers }) => headers['file_offset']);

describe.each(['axios', 'undici'])('a file for a handle, over %s', (transport) => {
  beforeAll(() =>
    use({
      appId: '670843887433847',
      providers: transport === 'undici' ? [{ provide: GraphTransport, useClass: UndiciGraphTransport }] : [],
    }),
  );

  it('goes up in a session of the app, with the token as Meta wants it there', async () => {
    const uploaded = await media.uploadHandle(jpeg, { filename: 'a b.jpg' });
    expect(uploaded).toEqual({
      handle: '2:c2FtcGxl',
      kind: 'image',
      mimeType: 'image/jpeg',
      bytes: jpeg.length,
      sha256: sha256(jpeg),
    });
    expect(server.sha256).toBe(sha256(jpeg));
    expect(lines()).toEqual([
      `POST /v24.0/670843887433847/uploads?file_name=a+b.jpg&file_length=${jpeg.length}&file_type=image%2Fjpeg`,
      'POST /v24.0/upload:MTphdHRh=?sig=ARZq-k_A',
    ]);
    expect(server.requests.map(({ headers }) => headers.authorization)).toEqual([
      'Bearer secret-token',
      'OAuth secret-token',
    ]);
    expect(server.requests[1]?.headers).toMatchObject({
      file_offset: '0',
      'content-length': String(jpeg.length),
    });
  });

  it.each<[string, (file: Buffer) => MediaSource]>([
    ['bytes', (file) => file],
    ['a stream', (file) => Readable.from([file.subarray(0, 5), file.subarray(5)])],
  ])(
    'goes on from where its connection broke, as often as something got through: %s',
    async (_name, source) => {
      const file = padded(pdf, 2 * MB);
      // More often than the policy would try a call that gets nowhere.
      server.breaksAfter.push(...Array.from({ length: 7 }, (_, index) => 100_000 + index));
      await expect(media.uploadHandle(source(file))).resolves.toMatchObject({ handle: '2:c2FtcGxl' });
      expect(server.sha256).toBe(sha256(file));
      expect(offsets()).toEqual(['0', '100000', '200001', '300003', '400006', '500010', '600015', '700021']);
      expect(server.requests.find(({ line }) => line.startsWith('GET'))).toMatchObject({
        line: 'GET /v24.0/upload:MTphdHRh=?sig=ARZq-k_A',
        headers: { authorization: 'OAuth secret-token' },
      });
    },
  );

  it('asks for the handle again where only the answer was lost', async () => {
    server.lostAnswers = 1;
    await expect(media.uploadHandle(pdf)).resolves.toMatchObject({ handle: '2:c2FtcGxl' });
    expect(offsets()).toEqual(['0', String(pdf.length)]);
    expect(server.sha256).toBe(sha256(pdf));
  });

  it('is one clear error where nothing gets through any more', async () => {
    server.breaksAfter.push(1000);
    server.lostAnswers = 100;
    await expect(media.uploadHandle(padded(pdf, MB))).rejects.toMatchObject({
      code: 'WHATSAPP_GRAPH_CALL_FAILED',
      retryable: true,
    });
    expect(offsets()).toHaveLength(6);
  });

  it('is given up at once where Meta refuses it', async () => {
    server.refusal = 190;
    await expect(media.uploadHandle(pdf)).rejects.toMatchObject({ graphCode: 190 });
    expect(offsets()).toEqual(['0']);
  });

  it.each<[string, Buffer, MediaHandleOptions, RegExp]>([
    [
      'text',
      text,
      {},
      /is text\/plain; for a handle Meta takes image\/jpeg, image\/png, video\/mp4, application\/pdf/,
    ],
    ['sound', mp3, {}, /is audio\/mpeg; for a handle/],
    ['a sticker', webp(), {}, /is image\/webp; for a handle/],
    ['3GPP', container('3gp4'), {}, /is video\/3gpp; for a handle/],
    ['a GIF', gif, {}, /is image\/gif/],
    ['a video as a picture', container('isom'), { kind: 'image' }, /as image WhatsApp takes/],
    ['a picture that is too large', padded(jpeg, 5 * MB + 1), {}, /at most 5 MB/],
    ['a GIF header that is too large', padded(container('isom'), 3.5 * MB + 1), { kind: 'gif' }, /3.5 MB/],
  ])('is refused before anything is sent: %s', async (_name, file, options, message) => {
    const refusal = media.uploadHandle(file, options);
    await expect(refusal).rejects.toThrow(WhatsAppMediaError);
    await expect(refusal).rejects.toThrow(message);
    expect(lines()).toEqual([]);
  });

  it('is called off by its signal, also between two attempts', async () => {
    const abort = new AbortController();
    const aborted = media.uploadHandle(Readable.from([pdf]), { signal: AbortSignal.abort() });
    await expect(aborted).rejects.toThrow(SendCancelledError);
    expect(lines()).toEqual([]);
    server.breaksAfter.push(1);
    const upload = media.uploadHandle(padded(pdf, MB), { signal: abort.signal });
    upload.catch(() => undefined);
    while (offsets().length === 0) await new Promise(setImmediate);
    abort.abort();
    await expect(upload).rejects.toThrow(SendCancelledError);
  });
});

describe('the app of a session', () => {
  afterAll(() => use());

  const account = { phoneNumberId: '1', accessToken: 'a' };

  it.each<[string, WhatsAppModuleOptions, string]>([
    ['the one that the token was made for', account, 'app'],
    ['the one of the options', { ...account, appId: '7' }, '7'],
    ['the one of the account', { appId: '7', accounts: { default: { ...account, appId: '8' } } }, '8'],
    ['that of the module, for accounts', { appId: '7', accounts: { default: account } }, '7'],
  ])('is %s', async (_name, options, app) => {
    await use({ phoneNumberId: undefined, accessToken: undefined, ...options });
    await media.uploadHandle(pdf);
    expect(lines()[0]).toMatch(new RegExp(`^POST /v24.0/${app}/uploads\\?`));
  });
});
