import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { mkdtemp, open, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import {
  Controller,
  Get,
  Header,
  HttpCode,
  Logger,
  NotFoundException,
  Post,
  Res,
  StreamableFile,
  UseInterceptors,
  type INestApplication,
  type INestApplicationContext,
} from '@nestjs/common';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Clock, GraphTransport, UndiciGraphTransport } from 'nestjs-whatsapp/extending';
import { MediaStore } from '../../libs/whatsapp/src/media/upload/media-store.js';
import {
  SendCancelledError,
  WhatsAppConfigurationError,
  WhatsAppMediaCache,
  WhatsAppMediaCacheInterceptor,
  WhatsAppMediaService,
  WhatsAppService,
  WhatsAppWebhooksService,
  type MediaTarget,
  type WhatsAppModuleExtras,
  type WhatsAppModuleOptions,
} from 'nestjs-whatsapp';
import { failedStatus, FakeClock, signWebhook, webhookOf, type WebhookUpdate } from 'nestjs-whatsapp/testing';
import { MediaServer, writeAll, type ServedFile } from '../support/media/media-server.js';
import { container, gif, jpeg, ogg, padded, pdf, png, webp } from '../support/media/sample-files.js';
import { createContext } from '../support/whatsapp-app.js';

const MB = 1024 * 1024;
const DAY = 24 * 60 * 60 * 1000;
const person = '+16505551234';
const phoneNumberId = '106540352242922';
const appSecret = '0123456789abcdef0123456789abcdef';

jest.setTimeout(60_000);

let server: MediaServer;
let directory: string;
let context: INestApplicationContext | undefined;
let media: WhatsAppMediaService;

beforeAll(async () => {
  Logger.overrideLogger(false);
  directory = await mkdtemp(join(tmpdir(), 'media-e2e-'));
  server = await MediaServer.start();
});

afterAll(async () => {
  Logger.overrideLogger(['log', 'warn', 'error']);
  await context?.close();
  server.stop();
  await rm(directory, { recursive: true });
});

beforeEach(() => server.reset());

/** For tests whose uploads must not be known to the next one. */
function useFreshApp(): void {
  beforeEach(() => use());
}

async function temporaryFiles(): Promise<string[]> {
  return (await readdir(directory)).filter((name) => name.startsWith('whatsapp-'));
}

async function use(options: WhatsAppModuleOptions & WhatsAppModuleExtras = {}): Promise<void> {
  await context?.close();
  context = await createContext({
    phoneNumberId,
    accessToken: 'secret-token',
    appSecret,
    graph: { baseUrl: server.url, headersTimeoutMs: 20_000 },
    retry: { maxAttempts: 1 },
    throughput: { enforce: false },
    ...options,
    media: { temporaryDirectory: directory, ...options.media },
  });
  media = context.get(WhatsAppMediaService);
}

async function read(stream: Readable): Promise<Buffer> {
  return Buffer.concat((await stream.toArray()) as Buffer[]);
}

function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

async function receive(update: WebhookUpdate): Promise<void> {
  const body = Buffer.from(JSON.stringify(webhookOf(update, { phoneNumberId })));
  await context?.get(WhatsAppWebhooksService).handle(body, signWebhook(body, appSecret));
}

describe('an upload', () => {
  useFreshApp();

  afterEach(async () => {
    // Nothing is left behind, whatever became of it.
    if ((await temporaryFiles()).length > 0) throw new Error('a temporary file was left behind');
  });

  it('sends the form that Meta asks for, and says what it found', async () => {
    const uploaded = await media.upload(pdf, { filename: 'bill "7".pdf', ttlMinutes: 60 });
    expect(server.uploads).toEqual([
      {
        id: '5000',
        phoneNumberId,
        fields: { messaging_product: 'whatsapp', type: 'application/pdf', ttl_minutes: '60' },
        filename: 'bill %227%22.pdf',
        mimeType: 'application/pdf',
        size: pdf.length,
        sha256: sha256(pdf),
        bytes: pdf,
      },
    ]);
    expect(uploaded).toEqual({
      id: '5000',
      kind: 'document',
      mimeType: 'application/pdf',
      filename: 'bill "7".pdf',
      bytes: pdf.length,
      sha256: sha256(pdf),
      usableUntil: expect.any(Date),
      reused: false,
    });
    const [request] = server.requests;
    expect(request?.headers).toMatchObject({ authorization: 'Bearer secret-token' });
    expect(Number(request?.headers['content-length'])).toBeGreaterThan(pdf.length);
  });

  it('takes a stream, a path and a link', async () => {
    await use({ media: { allowPrivateLinks: true } });
    const path = join(directory, 'photo.jpg');
    await writeFile(path, jpeg);
    const picture = png();
    server.files.set('9', { ...fileOf(picture), mimeType: 'image/png' });

    await media.upload(Readable.from([ogg().subarray(0, 40), ogg().subarray(40)]), { kind: 'voice' });
    await media.upload({ path });
    await media.upload({ url: `${server.url}/file/9/me.png`, headers: { cookie: 'a=b' } });
    expect(server.uploads.map(({ filename, bytes }) => ({ filename, bytes }))).toEqual([
      { filename: 'file.ogg', bytes: ogg() },
      { filename: 'photo.jpg', bytes: jpeg },
      { filename: 'me.png', bytes: picture },
    ]);
    expect(server.requests.find(({ line }) => line.startsWith('GET'))?.headers).toMatchObject({
      cookie: 'a=b',
    });
    await rm(path);
  });

  it('uploads each file under a name with the ending of its type', async () => {
    await media.upload(ogg(), { kind: 'voice', filename: 'voice-note.mp4' });
    await media.upload(jpeg, { filename: 'Me.JPEG' });
    await media.upload(pdf, { filename: 'Rechnung' });
    await media.upload(png(), { filename: 'Floor 2.0' });
    await media.upload(webp(), { filename: '' });
    expect(server.uploads.map(({ filename }) => filename)).toEqual([
      'voice-note.ogg',
      'Me.JPEG',
      'Rechnung.pdf',
      'Floor 2.0.png',
      'file.webp',
    ]);
  });

  it.each([
    ['report.2024', 'report.2024.pdf'],
    ['Angebot Nr. 5', 'Angebot Nr. 5.pdf'],
    ['Bill v1.2', 'Bill v1.2.pdf'],
    ['Bill.', 'Bill.pdf'],
    ['Bill.PDF', 'Bill.PDF'],
  ])('shows a document called %j as %j', async (name, shown) => {
    const path = join(directory, name);
    await writeFile(path, pdf);
    await media.send(person, { path });
    await media.send(person, createReadStream(path));
    await media.send(person, { originalname: `C:\\Users\\ana\\${name}`, buffer: pdf });
    await media.send(person, { originalname: `../../${name}`, buffer: pdf });
    expect(server.messages.map(({ document }) => document)).toEqual(
      Array.from({ length: 4 }, () => ({ id: '5000', filename: shown })),
    );
    await rm(path);
  });

  it('sends a document under the name that it has where it comes from', async () => {
    await use({ media: { allowPrivateLinks: true } });
    const path = join(directory, 'Rechnung März.pdf');
    await writeFile(path, pdf);
    server.files.set('9', { ...fileOf(pdf), mimeType: 'application/pdf' });
    // As Multer reads what a browser writes.
    const originalname = Buffer.from('Rechnung März.pdf').toString('latin1');

    await media.send(person, { path });
    await media.send(person, { url: `${server.url}/file/9/Rechnung%20M%C3%A4rz.pdf` });
    await media.send(person, { originalname, buffer: pdf });
    await media.send(person, { originalname, path });
    await media.send(person, { originalname: 'Angebot', path });
    await media.send(person, { path }, { filename: 'Rechnung 7.pdf' });
    await media.send(person, pdf, { filename: 'Rechnung 8.pdf' });
    await media.send(person, pdf);
    expect(server.messages.map(({ document }) => (document as { filename?: string }).filename)).toEqual([
      ...Array.from({ length: 4 }, () => 'Rechnung März.pdf'),
      'Angebot.pdf',
      'Rechnung 7.pdf',
      'Rechnung 8.pdf',
      undefined,
    ]);
    await rm(path);
  });

  it.each([
    ['attachment; filename="Rechnung 7.pdf"', 'Rechnung 7.pdf'],
    ['inline; filename=bill.pdf', 'bill.pdf'],
    ['attachment; filename="bill.pdf"; filename*=UTF-8\'\'Rechnung%20M%C3%A4rz.pdf', 'Rechnung März.pdf'],
    [Buffer.from('attachment; filename="Rechnung März.pdf"').toString('latin1'), 'Rechnung März.pdf'],
    ['attachment; filename="C:\\\\bills\\\\bill.pdf"', 'bill.pdf'],
    ["attachment; filename*=UTF-8''..%2F..%2Fbill%00.pdf", 'bill.pdf'],
    ['attachment; filename="report.2024"', 'report.2024.pdf'],
    ['attachment', 'download.pdf'],
    ['attachment; filename=""', 'download.pdf'],
    ['attachment; filename=".."', 'download.pdf'],
    ['"; nonsense', 'download.pdf'],
  ])('calls a document that is served with %j %j', async (header, filename) => {
    await use({ media: { allowPrivateLinks: true } });
    server.files.set('9', { ...fileOf(pdf), mimeType: 'application/pdf' });
    for (const headers of [{}, { 'content-length': pdf.length }]) {
      server.serve = (response) => {
        response.writeHead(200, { 'content-disposition': header, ...headers }).end(pdf);
        return true;
      };
      await media.send(person, { url: `${server.url}/file/9/download` });
    }
    expect(server.messages.map(({ document }) => document)).toEqual([
      { id: '5000', filename },
      { id: '5000', filename },
    ]);
  });

  it('is not begun for a message that could not be sent', async () => {
    const mistakes: [to: unknown, options: object, path: string][] = [
      ['12', {}, 'to'],
      ['+1 650 nonsense', {}, 'to'],
      [null, {}, 'to'],
      [{ recipient: 'nobody' }, {}, 'recipient'],
      [{ group: ' ' }, {}, 'to'],
      [person, { kind: 'gif' }, 'kind'],
      [person, { kind: 'picture' }, 'kind'],
      [person, { quote: ' ' }, 'context.message_id'],
      [person, { caption: 'x'.repeat(1025) }, 'document.caption'],
      [person, { kind: 'image', caption: 5 }, 'image.caption'],
      [person, { filename: 5 }, 'filename'],
      [person, { signal: 'stop' }, 'options.signal'],
      [person, null as never, 'options'],
    ];
    for (const [to, options, path] of mistakes) {
      const source = Readable.from(endless());
      const sending = media.send(to as never, source, options);
      await expect(sending).rejects.toMatchObject({ issues: [{ path }] });
      expect(source.destroyed).toBe(true);
    }
    expect(server.requests).toEqual([]);
  });

  it('follows a link to where it redirects, but takes no credentials there', async () => {
    await use({ media: { allowPrivateLinks: true } });
    server.files.set('9', fileOf(jpeg));
    const redirecting = await MediaServer.start();
    redirecting.files.set('r', fileOf(jpeg));
    redirecting.serve = (response) => {
      response.writeHead(302, { location: `${server.url}/file/9` }).end();
      return true;
    };
    const url = `${redirecting.url}/file/r`;
    const upload = media.upload({ url, headers: { authorization: 'Basic x' } });
    await expect(upload).resolves.toMatchObject({ kind: 'image' });
    const asked = server.requests.find(({ line }) => line.startsWith('GET /file/9'));
    expect(asked?.headers['authorization']).toBeUndefined();
    redirecting.stop();
    await expect(media.upload({ url: `${server.url}/file/77` })).rejects.toThrow(/HTTP 404/);
    await expect(media.upload({ url: 'http://127.0.0.1:9/' })).rejects.toThrow(/nobody answered/);
  });

  it.each([
    ['a link of this machine', () => ({ url: `${server.url}/file/9` }), {}, /public host/],
    ['a GIF', () => gif, {}, /image\/gif/],
    ['a sticker of the wrong size', () => webp({ width: 100 }), {}, /512×512/],
    ['stereo', () => ogg({ channels: 2 }), { kind: 'voice' as const }, /mono/],
    ['a picture that is too large', () => padded(jpeg, 5 * MB + 1), {}, /at most 5 MB/],
    ['an endless stream', () => Readable.from(endless()), { kind: 'sticker' as const }, /larger than 500 KB/],
    ['a still sticker that is too large', () => padded(webp(), 100 * 1024 + 1), {}, /at most 100 KB/],
    ['an animated one', () => padded(webp({ animated: true }), 500 * 1024 + 1), {}, /at most 500 KB/],
    [
      'a voice message that is too large',
      () => padded(ogg(), 16 * MB + 1),
      { kind: 'voice' as const },
      /16 MB/,
    ],
    ['a video that is too large', () => padded(container('isom'), 16 * MB + 1), {}, /at most 16 MB/],
    ['a document that is too large', () => padded(pdf, 100 * MB + 1), {}, /larger than 100 MB/],
    ['a ttl out of range', () => jpeg, { ttlMinutes: 59 }, /60 to 43200/],
  ])('is refused before anything is sent: %s', async (_name, source, options, message) => {
    await expect(media.upload(source(), options)).rejects.toThrow(message);
    expect(server.requests).toEqual([]);
  });

  it('lets go of a stream that it does not come to read', async () => {
    const never = Readable.from(endless());
    await expect(media.upload(never, { ttlMinutes: 59 })).rejects.toThrow(/60 to 43200/);
    expect(never.destroyed).toBe(true);
    await use({ media: { temporaryDirectory: join(directory, 'nowhere') } });
    const nowhere = Readable.from(endless());
    await expect(media.upload(nowhere)).rejects.toMatchObject({
      code: 'WHATSAPP_CONFIGURATION',
      message: expect.stringContaining('ENOENT'),
    });
    expect(nowhere.destroyed).toBe(true);
    expect(server.requests).toEqual([]);
  });

  it('fetches a link within the time that a download may take, and is told of redirects that lead nowhere', async () => {
    await use({ media: { allowPrivateLinks: true, downloadTimeoutMs: 100 } });
    server.files.set('9', fileOf(jpeg));
    const url = `${server.url}/file/9`;
    server.serve = () => true;
    await expect(media.upload({ url })).rejects.toThrow(/did not come within 100 ms/);
    // Long enough for the answer to begin on a busy machine.
    await use({ media: { allowPrivateLinks: true, downloadTimeoutMs: 3000 } });
    server.serve = (response) => response.writeHead(200).write(jpeg);
    await expect(media.upload({ url })).rejects.toMatchObject({ refusal: 'source' });
    server.serve = (response) => {
      response.writeHead(302, { location: 'http://:x' }).end();
      return true;
    };
    await expect(media.upload({ url })).rejects.toMatchObject({ refusal: 'link' });
  });

  it('works also where the store of uploads does not', async () => {
    const broken = () => Promise.reject(new Error('no connection'));
    class Broken {
      find = broken;
      keep = broken;
      forget = broken;
      noteSent = broken;
      sentWith = broken;
    }
    await use({ providers: [{ provide: MediaStore, useClass: Broken }] });
    await media.send(person, jpeg);
    await expect(media.upload(jpeg)).resolves.toMatchObject({ id: '5001', reused: false });
    expect(server.messages).toHaveLength(1);
    await media.delete('5001');
    expect(server.deleted).toEqual(['5001']);
  });

  it('is one clear error where it is interrupted', async () => {
    server.onUpload = (request) => {
      request.once('data', () => request.socket.destroy());
      return true;
    };
    await expect(media.upload(padded(container('isom'), 10 * MB))).rejects.toMatchObject({
      code: 'WHATSAPP_GRAPH_CALL_FAILED',
      retryable: true,
    });
  });

  it('is tried again where that may help, with the whole file', async () => {
    await use({ retry: { maxAttempts: 2, baseDelayMs: 1 } });
    let calls = 0;
    server.onUpload = (request, response) => {
      calls += 1;
      if (calls > 1) return false;
      request.resume();
      request.once('end', () => response.writeHead(400).end('{"error":{"code":130429,"message":"slow"}}'));
      return true;
    };
    await media.upload(Readable.from([pdf]));
    expect(server.uploads).toMatchObject([{ bytes: pdf }]);
  });

  it('can be called off while its source is read', async () => {
    const abort = new AbortController();
    const upload = media.upload(Readable.from(endless(() => abort.abort())), { signal: abort.signal });
    await expect(upload).rejects.toThrow(SendCancelledError);
  });
});

describe('the same bytes', () => {
  useFreshApp();

  it('are uploaded once for 1,000 users, all at the same time', async () => {
    await Promise.all(
      Array.from({ length: 1000 }, (_, index) =>
        media.send(`+1650555${1000 + index}`, jpeg, { caption: 'Hi' }),
      ),
    );
    expect(server.uploads).toHaveLength(1);
    expect(server.messages).toHaveLength(1000);
    expect(server.messages[0]).toMatchObject({ type: 'image', image: { id: '5000', caption: 'Hi' } });
  });

  it('are uploaded again shortly before Meta forgets them, for another number, another type or lifetime, and on request', async () => {
    const clock = new FakeClock();
    const accounts = {
      default: { phoneNumberId, accessToken: 'a' },
      other: { phoneNumberId: '2', accessToken: 'b' },
    };
    await use({
      phoneNumberId: undefined,
      accessToken: undefined,
      accounts,
      providers: [{ provide: Clock, useValue: clock }],
    });
    const video = container('isom');
    expect((await media.upload(video)).reused).toBe(false);
    await clock.advance(29 * DAY - 1);
    expect(await media.upload(video)).toMatchObject({ id: '5000', reused: true });
    await clock.advance(1);
    expect(await media.upload(video)).toMatchObject({ id: '5001', reused: false });
    expect((await media.upload(video, { ttlMinutes: 60 })).reused).toBe(false);
    expect((await media.upload(video, { ttlMinutes: 60 })).reused).toBe(true);
    await clock.advance(54 * 60_000);
    expect((await media.upload(video, { ttlMinutes: 60 })).reused).toBe(false);
    expect((await media.upload(video, { kind: 'audio' })).reused).toBe(false);
    expect((await media.upload(video, { reuse: false })).reused).toBe(false);
    const other = context?.get(WhatsAppService).account('other').media;
    expect((await other?.upload(video))?.reused).toBe(false);
    expect(server.uploads.map((upload) => upload.phoneNumberId).at(-1)).toBe('2');
  });

  it('are shared only while the upload works, and one caller that gives up does not end it for the others', async () => {
    let calls = 0;
    server.onUpload = (request, response) => {
      calls += 1;
      if (calls > 1) return false;
      request.resume();
      request.once('end', () => response.writeHead(400).end('{"error":{"code":100,"message":"no"}}'));
      return true;
    };
    const both = await Promise.allSettled([media.upload(pdf), media.upload(pdf)]);
    expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(calls).toBe(1);
    const abort = new AbortController();
    const impatient = media.upload(jpeg, { signal: abort.signal });
    server.onUpload = () => {
      abort.abort();
      return false;
    };
    const patient = media.upload(jpeg);
    await expect(impatient).rejects.toThrow(SendCancelledError);
    await expect(patient).resolves.toMatchObject({ id: '5000' });
  });

  describe('whose id Meta does not know any more', () => {
    beforeEach(async () => {
      await media.send(person, jpeg);
      server.refuseMessage = (body) => (JSON.stringify(body).includes('"5000"') ? 131009 : undefined);
    });

    it('fail the send, and are uploaded once for the next ones', async () => {
      await expect(media.send(person, jpeg)).rejects.toMatchObject({ graphCode: 131009 });
      expect(server.uploads).toHaveLength(1);
      await Promise.all([media.send(person, jpeg), media.send(person, jpeg)]);
      expect(server.uploads).toHaveLength(2);
      expect(server.messages).toHaveLength(3);
    });

    it('are uploaded and sent again at once where that was asked for', async () => {
      await media.send(person, jpeg, { resend: true });
      expect(server.uploads).toHaveLength(2);
      expect(server.messages.at(-1)).toMatchObject({ image: { id: '5001' } });
    });

    it('are not sent again where the fresh upload is refused too', async () => {
      server.refuseMessage = () => 131009;
      await expect(media.send(person, jpeg, { resend: true })).rejects.toMatchObject({ graphCode: 131009 });
      expect(server.requests.filter(({ line }) => line.includes('/messages'))).toHaveLength(3);
    });

    it('are kept where the refusal is about something else', async () => {
      server.refuseMessage = () => 131047;
      await expect(media.send(person, jpeg)).rejects.toMatchObject({ graphCode: 131047 });
      server.refuseMessage = () => undefined;
      expect((await media.upload(jpeg)).reused).toBe(true);
    });
  });

  describe('that failed later (131053)', () => {
    it('are uploaded once for the next send; the message itself is not sent again', async () => {
      const { messageId } = await media.send(person, jpeg);
      await receive(failedStatus(131053, 'Media upload error', { id: messageId }));
      expect(server.messages).toHaveLength(1);
      await media.send(person, jpeg);
      expect(server.uploads).toHaveLength(2);
    });

    it('are sent again where that was asked for, once', async () => {
      const { messageId } = await media.send(person, jpeg, { resend: true });
      const failed = failedStatus(131053, 'Media upload error', { id: messageId });
      await receive(failed);
      await receive(failed);
      expect(server.uploads).toHaveLength(2);
      expect(server.messages).toHaveLength(2);
      expect(server.messages[1]).toMatchObject({ image: { id: '5001' } });
    });

    it('stay where the message failed for another reason, or is not known', async () => {
      const { messageId } = await media.send(person, jpeg, { resend: true });
      await receive(failedStatus(131026, 'Undeliverable', { id: messageId }));
      await receive(failedStatus(131053, 'Media upload error', { id: 'wamid.unknown' }));
      expect((await media.upload(jpeg)).reused).toBe(true);
      expect(server.messages).toHaveLength(1);
    });
  });
});

describe('a message with a file', () => {
  useFreshApp();

  it.each([
    [jpeg, { caption: 'a' }, { type: 'image', image: { id: '5000', caption: 'a' } }],
    [container('isom'), {}, { type: 'video', video: { id: '5000' } }],
    [ogg(), {}, { type: 'audio', audio: { id: '5000' } }],
    [ogg(), { kind: 'voice' as const }, { type: 'audio', audio: { id: '5000', voice: true } }],
    [webp(), {}, { type: 'sticker', sticker: { id: '5000' } }],
    [
      pdf,
      { caption: 'b', filename: 'b.pdf', quote: 'wamid.A' },
      {
        type: 'document',
        document: { id: '5000', caption: 'b', filename: 'b.pdf' },
        context: { message_id: 'wamid.A' },
      },
    ],
  ])('is of the kind that the file is (%#)', async (source, options, message) => {
    await media.send(person, source, options);
    expect(server.messages).toMatchObject([{ to: person, ...message }]);
  });
});

describe.each(['axios', 'undici'])('a download over %s', (transport) => {
  const bytes = Buffer.from('a file of some bytes');
  let id: string;

  beforeAll(() =>
    use({
      providers: transport === 'undici' ? [{ provide: GraphTransport, useClass: UndiciGraphTransport }] : [],
    }),
  );

  beforeEach(() => {
    id = server.add(bytes, 'text/plain');
  });

  it('looks the id up, fetches the file with the token, and checks it', async () => {
    const download = await media.download(id);
    expect(download).toMatchObject({ id, mimeType: 'text/plain', bytes: bytes.length, isWhole: true });
    expect(await read(download.stream)).toEqual(bytes);
    expect(
      server.requests.map(({ line, headers }) => [line.split('?')[0], headers['authorization']]),
    ).toEqual([
      [`GET /v24.0/${id}`, 'Bearer secret-token'],
      [`GET /file/${id}`, 'Bearer secret-token'],
    ]);
    await expect(media.find(id)).resolves.toMatchObject({
      id,
      file_size: bytes.length,
      sha256: sha256(bytes),
    });
  });

  it.each<[string, () => Promise<MediaTarget>]>([
    ['an inbound message', () => Promise.resolve(messageWith({ id, mime_type: 'image/jpeg' }))],
    ['a media object of a webhook', () => Promise.resolve({ id, mime_type: 'image/jpeg' })],
    [
      'a message with its hash in base64',
      () =>
        Promise.resolve(
          messageWith({ id, mime_type: 'x/y', sha256: Buffer.from(sha256(bytes), 'hex').toString('base64') }),
        ),
    ],
    ['a look-up', () => media.find(id)],
  ])('takes %s', async (_name, target) => {
    expect(await read((await media.download(await target())).stream)).toEqual(bytes);
  });

  it.each([401, 403, 404, 410, 429])(
    'looks up once again where the address that a webhook brought is answered %i by who is not Meta',
    async (status) => {
      let gone = 0;
      server.serve = (response) => {
        gone += 1;
        if (gone > 1) return false;
        response.writeHead(status, { 'content-type': 'text/html' }).end('<html>gone</html>');
        return true;
      };
      const { url } = await media.find(id);
      const message = { id: 'wamid.1', type: 'image', image: { id, url, mime_type: 'image/jpeg' } };
      const { stream } = await media.download(message);
      expect(await read(stream)).toEqual(bytes);
      expect(server.requests.filter(({ line }) => line.startsWith('GET /v24.0'))).toHaveLength(2);
    },
  );

  it('is not looked up again where Graph itself refuses, or where the second address fails too', async () => {
    server.serve = (response) => {
      response.writeHead(400, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ error: { code: 100, message: 'Unsupported get request' } }));
      return true;
    };
    await expect(media.download(id)).rejects.toMatchObject({ graphCode: 100 });
    expect(server.requests.filter(({ line }) => line.startsWith('GET /v24.0'))).toHaveLength(1);

    server.serve = (response) => {
      response.writeHead(403).end();
      return true;
    };
    const failure: unknown = await media.download(id).catch((error: unknown) => error);
    expect(failure).toMatchObject({ httpStatus: 403, retryable: false });
    expect(failure).not.toMatchObject({ advice: expect.stringContaining('try again later') });
    expect(server.requests.filter(({ line }) => line.startsWith('GET /v24.0'))).toHaveLength(3);
  });

  it('is looked up by its id where the webhook brought no address', async () => {
    const { stream } = await media.download({ id, url: '' });
    expect(await read(stream)).toEqual(bytes);
  });

  it('looks up once again where the address is gone', async () => {
    const info = await media.find(id);
    server.expired.add(info.url.slice(server.url.length));
    expect(await read((await media.download(info)).stream)).toEqual(bytes);
    expect(server.requests.filter(({ line }) => line.startsWith('GET /v24.0'))).toHaveLength(2);

    server.serve = (response) => {
      response.writeHead(404).end();
      return true;
    };
    await expect(media.download(id)).rejects.toMatchObject({ httpStatus: 404 });
    expect(server.requests.filter(({ line }) => line.startsWith('GET /v24.0'))).toHaveLength(4);
  });

  it('gives a part of the file', async () => {
    server.serve = (response, { mimeType }, { headers }) => {
      expect(headers.range).toBe('bytes=2-5');
      response.writeHead(206, {
        'content-type': mimeType,
        'content-length': 4,
        'content-range': 'bytes 2-5/20',
      });
      response.end(bytes.subarray(2, 6));
      return true;
    };
    const part = await media.download(id, { range: { start: 2, end: 5 } });
    expect(part).toMatchObject({ bytes: 4, isWhole: false });
    expect(await read(part.stream)).toEqual(bytes.subarray(2, 6));
    server.serve = undefined;
    await expect(media.download(id, { range: { start: 2 } })).rejects.toMatchObject({ failure: 'range' });
    server.serve = (response) => {
      response.writeHead(416).end();
      return true;
    };
    await expect(media.download(id, { range: { start: 99 } })).rejects.toMatchObject({
      failure: 'range',
      retryable: false,
      advice: 'Ask for bytes that the file has, or for all of it.',
    });
  });

  it('gives no other part than the one that was asked for, and not less of it', async () => {
    const answerWith = (range: string): void => {
      server.serve = (response) => {
        response.writeHead(206, { 'content-range': range });
        response.write(bytes.subarray(0, 4), () => response.end());
        return true;
      };
    };
    answerWith('bytes 0-3/20');
    await expect(media.download(id, { range: { start: 2, end: 5 } })).rejects.toMatchObject({
      failure: 'range',
    });
    answerWith('bytes 2-9/20');
    const { stream } = await media.download(id, { range: { start: 2, end: 9 } });
    await expect(read(stream)).rejects.toMatchObject({ failure: 'truncated' });
  });

  it.each([{ start: -1 }, { start: 5, end: 4 }, { start: 0.5 }, { start: Number.NaN }])(
    'is refused for a part that is none: %j',
    async (range) => {
      await expect(media.download(id, { range })).rejects.toThrow(/range: must have a `start`/);
      expect(server.requests.filter(({ line }) => line.includes('/file/'))).toEqual([]);
    },
  );

  it('that nobody asked a part of is whole or an error, also where it is called a part', async () => {
    server.serve = (response) => {
      response.writeHead(206, { 'content-length': 4, 'content-range': 'bytes 0-3/20' });
      response.end(bytes.subarray(0, 4));
      return true;
    };
    const { stream } = await media.download(id);
    await expect(read(stream)).rejects.toMatchObject({ failure: 'truncated' });
    await expect(media.downloadTo(join(directory, 'got'), id)).rejects.toMatchObject({
      failure: 'truncated',
    });
  });

  it('that breaks before it is read ends no process, and is an error for who reads it then', async () => {
    server.serve = (response, { size }) => {
      response.writeHead(200, { 'content-length': size });
      response.write('a', () => response.destroy());
      return true;
    };
    const { stream } = await media.download(id);
    await new Promise((resolve) => {
      stream.once('close', resolve);
    });
    await expect(read(stream)).rejects.toMatchObject({ failure: 'interrupted' });
  });

  it.each<[string, (response: ServerResponse, file: ServedFile) => void, string]>([
    [
      'truncated',
      (response) => {
        response.writeHead(200, { 'content-length': 5 }).end('a fil');
      },
      'truncated',
    ],
    [
      'changed',
      (response) => {
        response.writeHead(200).end('a file of same bytes');
      },
      'tampered',
    ],
    [
      'longer',
      (response) => {
        response.writeHead(200).end(`${bytes.toString()}!`);
      },
      'tampered',
    ],
    [
      'broken off',
      (response, { size }) => {
        response.writeHead(200, { 'content-length': size });
        response.write('a file', () => response.destroy());
      },
      'interrupted',
    ],
  ])('that is %s ends as an error, and no file is left', async (_name, answer, failure) => {
    server.serve = (response, file) => {
      answer(response, file);
      return true;
    };
    const { stream } = await media.download(id);
    await expect(read(stream)).rejects.toMatchObject({ code: 'WHATSAPP_MEDIA_DOWNLOAD', failure });
    await expect(media.downloadTo(join(directory, 'got'), id)).rejects.toMatchObject({ failure });
    expect((await readdir(directory)).filter((name) => name.startsWith('got'))).toEqual([]);
  });

  it('that is too large is not begun, or given up where Meta did not say so', async () => {
    await expect(media.download(id, { maxBytes: 19 })).rejects.toMatchObject({ failure: 'too-large' });
    expect(server.requests).toHaveLength(1);
    server.files.set(id, { ...fileOf(Buffer.alloc(10)), size: 10 });
    server.serve = (response) => {
      void writeAll(response, [Buffer.alloc(8), Buffer.alloc(8)]);
      return true;
    };
    const { stream } = await media.download(id, { maxBytes: 12 });
    await expect(read(stream)).rejects.toMatchObject({ failure: 'too-large' });
  });

  it('that takes too long is given up, before and after its first byte', async () => {
    server.serve = () => true;
    await expect(media.download(id, { timeoutMs: 50 })).rejects.toMatchObject({ failure: 'timeout' });
    server.serve = (response, { size }) => {
      response.writeHead(200, { 'content-length': size }).write('a');
      return true;
    };
    const { stream } = await media.download(id, { timeoutMs: 1000 });
    await expect(read(stream)).rejects.toMatchObject({ failure: 'timeout' });
  });

  it('ends where its signal aborts', async () => {
    const abort = new AbortController();
    server.serve = (response, { size }) => {
      response.writeHead(200, { 'content-length': size }).write('a');
      return true;
    };
    const { stream } = await media.download(id, { signal: abort.signal });
    stream.once('data', () => abort.abort());
    await expect(read(stream)).rejects.toMatchObject({ failure: 'interrupted' });
  });

  it('can be written to a path, which it replaces', async () => {
    const path = join(directory, 'got.txt');
    await writeFile(path, 'old');
    await expect(media.downloadTo(path, id)).resolves.toMatchObject({ id, mimeType: 'text/plain' });
    expect(await readFile(path)).toEqual(bytes);
    await rm(path);
  });

  it('is refused for a message without a file, and for an address that is not of Meta', async () => {
    const text = { id: 'wamid.A', timestamp: '1', type: 'text' as const, text: { body: 'a' } };
    await expect(media.download(text)).rejects.toThrow(/only messages of the types image, video/);
    await expect(media.download({ id, url: 'https://evil.example.org/a' })).rejects.toThrow(
      /not an address of Meta/,
    );
    expect(server.requests).toEqual([]);
  });

  it('carries 100 MB up and down, a few MB at a time', async () => {
    const size = 100 * MB;
    const block = Buffer.alloc(64 * 1024, 'x');
    const hash = createHash('sha256');
    const first = padded(pdf, block.length);
    hash.update(first);
    for (let at = block.length; at < size; at += block.length) hash.update(block);
    const digest = hash.digest('hex');
    function* parts(): Iterable<Buffer> {
      yield first;
      for (let at = block.length; at < size; at += block.length) yield block;
    }
    server.files.set('77', { size, sha256: digest, mimeType: 'application/pdf', parts });

    const peak = await peakMemory(async () => {
      await media.upload(Readable.from(parts(), { objectMode: false }));
      await media.downloadTo(join(directory, 'large'), '77');
    });
    expect(server.uploads).toMatchObject([{ size, sha256: digest }]);
    const written = createHash('sha256');
    for await (const chunk of createReadStream(join(directory, 'large')) as AsyncIterable<Buffer>)
      written.update(chunk);
    expect(written.digest('hex')).toBe(digest);
    await rm(join(directory, 'large'));
    expect(peak / MB).toBeLessThan(64);
  });
});

describe('a file at Meta', () => {
  useFreshApp();

  it('is deleted, and not used again', async () => {
    const { id } = await media.upload(jpeg);
    await media.delete(id);
    expect(server.deleted).toEqual([id]);
    expect((await media.upload(jpeg)).reused).toBe(false);
  });

  it('is remembered by a store of the application', async () => {
    const kept: string[] = [];
    class Forgetful {
      find = () => Promise.resolve(undefined);
      keep = (key: string) => Promise.resolve(void kept.push(key));
      forget = () => Promise.resolve(false);
      noteSent = () => Promise.resolve();
      sentWith = () => Promise.resolve([]);
    }
    await use({ providers: [{ provide: MediaStore, useClass: Forgetful }] });
    await media.upload(jpeg);
    expect(kept).toEqual([`${phoneNumberId} ${sha256(jpeg)} image/jpeg `]);
  });
});

describe.each(['express', 'fastify'])('media that the application serves, on %s', (platform) => {
  const streams: Readable[] = [];
  const kept = (stream: Readable): StreamableFile => {
    streams.push(stream);
    return new StreamableFile(stream, { type: 'image/jpeg' });
  };
  const onDisk = () => createReadStream(join(directory, 'served.jpg'));
  const allClosed = () =>
    Promise.all(streams.filter(({ closed }) => !closed).map((stream) => once(stream, 'close')));

  @Controller()
  @UseInterceptors(WhatsAppMediaCacheInterceptor)
  class FilesController {
    @Get('bytes')
    bytes(): Buffer {
      return jpeg;
    }

    @Get('disk')
    @WhatsAppMediaCache({ maxAgeSeconds: 60 })
    disk(): StreamableFile {
      return kept(onDisk());
    }

    @Get('descriptor')
    async descriptor(): Promise<StreamableFile> {
      const file = await open(join(directory, 'served.jpg'));
      return kept(file.createReadStream());
    }

    @Get('made')
    made(): StreamableFile {
      return new StreamableFile(jpeg, { type: 'image/jpeg' });
    }

    @Get('generated')
    generated(): StreamableFile {
      return kept(Readable.from([jpeg]));
    }

    @Get('text')
    @Header('Content-Type', 'text/vcard')
    text(): string {
      return 'BEGIN:VCARD';
    }

    @Get('told')
    @WhatsAppMediaCache({ lastModified: () => new Date(0), etag: () => 'v7' })
    told(): StreamableFile {
      return kept(onDisk());
    }

    @Get('named')
    @WhatsAppMediaCache({ lastModified: () => new Date(Number.NaN), etag: () => 'Speisekarte, März' })
    named(): StreamableFile {
      return kept(Readable.from([jpeg]));
    }

    @Get('own')
    @Header('Cache-Control', 'private, max-age=5')
    @Header('ETag', 'W/"own"')
    own(@Res({ passthrough: true }) response: { header(name: string, value: string): void }): Buffer {
      response.header('Last-Modified', 'Thu, 01 Jan 1970 00:00:00 GMT');
      return jpeg;
    }

    @Get('own-no-store')
    @Header('cache-control', 'no-store')
    ownNoStore(): StreamableFile {
      return kept(onDisk());
    }

    @Get('private')
    @WhatsAppMediaCache({ directive: 'private' })
    private(): Buffer {
      return jpeg;
    }

    @Get('no-cache')
    @WhatsAppMediaCache({ directive: 'no-cache' })
    noCache(): StreamableFile {
      return kept(onDisk());
    }

    @Get('no-store')
    @WhatsAppMediaCache({ directive: 'no-store' })
    noStore(): StreamableFile {
      return kept(onDisk());
    }

    @Get('thrown')
    @WhatsAppMediaCache({ etag: () => 'v7' })
    thrown(): Buffer {
      throw new NotFoundException();
    }

    @Get('failing-option')
    @WhatsAppMediaCache({
      etag: () => {
        throw new NotFoundException();
      },
    })
    failingOption(): StreamableFile {
      return kept(onDisk());
    }

    @Get('refused')
    @HttpCode(403)
    refused(): Buffer {
      return jpeg;
    }

    @Get('part')
    @HttpCode(206)
    part(): Buffer {
      return jpeg.subarray(0, 4);
    }

    @Post('upload')
    upload(): Buffer {
      return jpeg;
    }

    @Get('handled')
    handled(@Res() response: { send(body: string): void }): void {
      response.send('by hand');
    }
  }

  @Controller('careful')
  @UseInterceptors(WhatsAppMediaCacheInterceptor)
  @WhatsAppMediaCache({ directive: 'private' })
  class CarefulController {
    @Get()
    @WhatsAppMediaCache({ maxAgeSeconds: 30 })
    file(): Buffer {
      return jpeg;
    }
  }

  let app: INestApplication;
  beforeAll(async () => {
    await writeFile(join(directory, 'served.jpg'), jpeg);
    const module = await Test.createTestingModule({
      controllers: [FilesController, CarefulController],
    }).compile();
    app =
      platform === 'express'
        ? module.createNestApplication({ logger: false })
        : module.createNestApplication<NestFastifyApplication>(new FastifyAdapter(), { logger: false });
    await app.listen(0, '127.0.0.1');
  });
  afterEach(() => {
    streams.length = 0;
  });
  afterAll(async () => {
    await app.close();
    await rm(join(directory, 'served.jpg'));
  });

  const ask = async (path: string, headers: Record<string, string> = {}, method = 'GET') => {
    const answer = await fetch(`${await app.getUrl()}/${path}`, { method, headers });
    const of = (name: string) => answer.headers.get(name);
    return {
      status: answer.status,
      body: Buffer.from(await answer.arrayBuffer()),
      cache: [of('cache-control'), of('etag'), of('last-modified')],
      length: of('content-length'),
      type: of('content-type'),
    };
  };
  const hash = `"${createHash('sha256').update(jpeg).digest('base64url')}"`;
  const epoch = 'Thu, 01 Jan 1970 00:00:00 GMT';

  it.each([
    ['bytes', ['public, max-age=600', hash, null]],
    ['made', ['public, max-age=600', hash, null]],
    ['disk', ['public, max-age=60', expect.stringMatching(/^"\w+-\w+"$/), expect.stringMatching(/GMT$/)]],
    ['descriptor', ['public, max-age=600', null, null]],
    ['generated', ['public, max-age=600', null, null]],
    ['told', ['public, max-age=600', '"v7"', epoch]],
    ['named', ['public, max-age=600', expect.stringMatching(/^"[\w-]{43}"$/), null]],
    ['private', ['private, max-age=600', hash, null]],
    ['careful', ['private, max-age=30', hash, null]],
    ['no-cache', ['no-cache', expect.any(String), expect.stringMatching(/GMT$/)]],
    ['no-store', ['no-store', null, null]],
    ['own', ['private, max-age=5', 'W/"own"', epoch]],
    ['own-no-store', ['no-store', null, null]],
  ])('%s: has the cache headers that Meta documents, and its own where it has some', async (path, cache) => {
    expect(await ask(path)).toMatchObject({ status: 200, body: jpeg, cache });
  });

  it.each([
    ['thrown', 404],
    ['failing-option', 404],
    ['refused', 403],
    ['upload', 201],
  ])('%s: answered with %d, and with no cache headers', async (path, status) => {
    const headers = { 'if-none-match': '"v7", *' };
    const answer = await ask(path, headers, path === 'upload' ? 'POST' : 'GET');
    // Express names each text by itself.
    const etag = path === 'thrown' || path === 'failing-option' ? answer.cache[1] : null;
    expect(answer).toMatchObject({ status, cache: [null, etag, null] });
    expect(etag).not.toBe('"v7"');
    expect(answer.body).not.toHaveLength(0);
    await allClosed();
  });

  it('what a handler sends by itself is left alone', async () => {
    expect(await ask('handled')).toMatchObject({ status: 200, body: Buffer.from('by hand') });
  });

  describe.each(['GET', 'HEAD'])('%s', (method) => {
    it.each([
      ['told', { 'if-none-match': '"v7"' }],
      ['told', { 'if-none-match': 'W/"v7"' }],
      ['told', { 'if-none-match': '"v5" , "v6",W/"v7"' }],
      ['told', { 'if-none-match': '*' }],
      ['told', { 'if-none-match': '"v7"', 'if-modified-since': 'yesterday' }],
      ['told', { 'if-none-match': '"v7"', range: 'bytes=0-3' }],
      ['told', { 'if-modified-since': epoch }],
      ['told', { 'if-modified-since': 'Sun, 06 Nov 1994 08:49:37 GMT' }],
      ['own', { 'if-none-match': '"own"' }],
      ['own', { 'if-modified-since': epoch }],
      ['bytes', { 'if-none-match': hash }],
      ['made', { 'if-none-match': hash }],
      ['generated', { 'if-none-match': '*' }],
      ['no-cache', { 'if-modified-since': 'Fri, 31 Dec 9999 23:59:59 GMT' }],
    ])('%s with %j: 304 without a body, and with the headers of a 200', async (path, headers) => {
      const { cache } = await ask(path);
      const answer = await ask(path, headers, method);
      expect(answer).toMatchObject({ status: 304, body: Buffer.alloc(0), cache });
      expect(answer.length).not.toBe('0');
      expect([null, 'image/jpeg', (await ask(path)).type]).toContain(answer.type);
      await allClosed();
    });

    it.each([
      ['told', { 'if-none-match': '"v6"' }],
      ['told', { 'if-none-match': 'v7' }],
      ['told', { 'if-none-match': '"v6"', 'if-modified-since': epoch }],
      ['told', { 'if-modified-since': 'yesterday' }],
      ['told', { 'if-modified-since': 'Wed, 31 Dec 1969 23:59:59 GMT' }],
      ['bytes', { 'if-modified-since': epoch }],
      ['generated', { 'if-none-match': '"v7"' }],
      ['no-store', { 'if-modified-since': 'Fri, 31 Dec 9999 23:59:59 GMT' }],
    ])('%s with %j: 200', async (path, headers) => {
      const answer = await ask(path, headers, method);
      expect(answer).toMatchObject({ status: 200, body: method === 'GET' ? jpeg : Buffer.alloc(0) });
    });
  });

  it('a file that was written anew is sent anew', async () => {
    const [, etag, lastModified] = (await ask('disk')).cache;
    const headers = { 'if-none-match': etag ?? '', 'if-modified-since': lastModified ?? '' };
    expect(await ask('disk', headers)).toMatchObject({ status: 304 });
    await utimes(join(directory, 'served.jpg'), 1, 1);
    expect(await ask('disk', headers)).toMatchObject({ status: 200, body: jpeg });
  });

  it('a text is named by its bytes, a part by nothing', async () => {
    const { cache, type } = await ask('text');
    expect(cache).toEqual(['public, max-age=600', expect.stringMatching(/^"[\w-]{43}"$/), null]);
    expect(type).toContain('text/vcard');
    expect(await ask('text', { 'if-none-match': String(cache[1]) })).toMatchObject({ status: 304, cache });
    expect(await ask('part')).toMatchObject({ status: 206, cache: ['public, max-age=600', null, null] });
  });
});

describe('@WhatsAppMediaCache', () => {
  it.each<[Record<string, unknown>, string]>([
    [{ maxAge: 60 }, 'maxAge: no such option; did you mean "maxAgeSeconds"?'],
    [{ maxage_seconds: 60 }, 'maxage_seconds: no such option; did you mean "maxAgeSeconds"?'],
    [{ eTag: () => 'v7' }, 'eTag: no such option; did you mean "etag"?'],
    [{ directives: 'private' }, 'directives: no such option; did you mean "directive"?'],
    [{ colour: 'red' }, 'colour: no such option'],
    [{ directive: 'Private' }, 'directive: expected "public", "private", "no-cache" or "no-store"'],
    [{ maxAgeSeconds: '60' }, 'maxAgeSeconds: expected a whole number of seconds'],
    [{ maxAgeSeconds: -1 }, 'maxAgeSeconds: expected at least 0 seconds'],
    [{ maxAgeSeconds: 1e10 }, 'maxAgeSeconds: expected at most 2147483647 seconds'],
    [{ maxAgeSeconds: null }, 'maxAgeSeconds: expected a whole number of seconds'],
    [{ lastModified: new Date() }, 'lastModified: expected a function that answers with a Date'],
    [{ etag: 'v7' }, 'etag: expected a function that answers with a text'],
    [{ directive: 'no-store', etag: () => 'v7' }, 'etag: leave it out with the directive no-store'],
    [{ directive: 'no-cache', maxAgeSeconds: 1 }, 'maxAgeSeconds: leave it out with the directive no-cache'],
  ])('refuses %j', (options, problem) => {
    expect(() => WhatsAppMediaCache(options)).toThrow(WhatsAppConfigurationError);
    expect(() => WhatsAppMediaCache(options)).toThrow(`@WhatsAppMediaCache.${problem}`);
  });
});

function fileOf(bytes: Buffer): ServedFile {
  return { size: bytes.length, sha256: sha256(bytes), mimeType: 'image/jpeg', parts: () => [bytes] };
}

function messageWith(image: { id: string; mime_type: string; sha256?: string }) {
  return { id: 'wamid.A', from: '16505551234', timestamp: '1', type: 'image' as const, image };
}

async function* endless(onPiece?: () => void): AsyncGenerator<Buffer> {
  for (;;) {
    await new Promise(setImmediate);
    onPiece?.();
    yield Buffer.alloc(64 * 1024);
  }
}

/** The most memory, heap and buffers, that was in use above what was in use before; what only waits for the collector counts too. */
async function peakMemory(work: () => Promise<void>): Promise<number> {
  const used = (): number => {
    const { heapUsed, external } = process.memoryUsage();
    return heapUsed + external;
  };
  const before = used();
  let peak = 0;
  const timer = setInterval(() => {
    peak = Math.max(peak, used() - before);
  }, 5);
  try {
    await work();
  } finally {
    clearInterval(timer);
  }
  return peak;
}
