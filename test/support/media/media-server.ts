import { createHash, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** An upload as it arrived. */
export interface ReceivedUpload {
  readonly id: string;
  readonly phoneNumberId: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly filename: string;
  readonly mimeType: string;
  readonly size: number;
  readonly sha256: string;
  /** The bytes, where there are at most 64 kB. */
  readonly bytes?: Buffer;
}

/** The way in which a stored file is served. */
export interface ServedFile {
  readonly size: number;
  readonly sha256: string;
  readonly mimeType: string;
  readonly parts: () => Iterable<Buffer>;
}

/**
 * Meta's media endpoints on a local port, as far as uploads and downloads need them, for files that are too large for the
 * simulator: nothing that passes through is held whole. Messages are accepted, or refused by `refuseMessage`.
 */
export class MediaServer {
  readonly uploads: ReceivedUpload[] = [];
  readonly messages: Record<string, unknown>[] = [];
  readonly requests: { readonly line: string; readonly headers: IncomingMessage['headers'] }[] = [];
  readonly deleted: string[] = [];
  readonly files = new Map<string, ServedFile>();
  /** Answers a message with this Graph error in place of an id. */
  refuseMessage: (body: Record<string, unknown>) => number | undefined = () => undefined;
  /** Answers a file's address in place of the file. */
  serve?: (response: ServerResponse, file: ServedFile, request: IncomingMessage) => boolean;
  /** Answers an upload in place of an id. */
  onUpload?: (request: IncomingMessage, response: ServerResponse) => boolean;
  url = '';
  /** Addresses that are gone. */
  readonly expired = new Set<string>();
  readonly #server: Server;

  private constructor() {
    this.#server = createServer((request, response) => {
      this.requests.push({ line: `${request.method} ${request.url}`, headers: request.headers });
      void this.#route(request, response);
    });
  }

  static async start(): Promise<MediaServer> {
    const server = new MediaServer();
    await new Promise<void>((resolve) => {
      server.#server.listen(0, '127.0.0.1', resolve);
    });
    server.url = `http://127.0.0.1:${(server.#server.address() as AddressInfo).port}`;
    return server;
  }

  /** Forgets everything, as if it had just been started. */
  reset(): void {
    for (const list of [this.uploads, this.messages, this.requests, this.deleted]) list.length = 0;
    this.files.clear();
    this.expired.clear();
    this.serve = undefined;
    this.onUpload = undefined;
    this.refuseMessage = () => undefined;
  }

  stop(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  /** A file that a user sent. */
  add(bytes: Buffer, mimeType: string): string {
    const id = String(this.files.size + 1000);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    this.files.set(id, { size: bytes.length, sha256, mimeType, parts: () => [bytes] });
    return id;
  }

  async #route(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '/', this.url);
    const [, version = '', id = '', edge] = pathname.split('/');
    if (version === 'file') {
      this.#serveFile(id, request, response);
    } else if (request.method === 'POST' && edge === 'media') {
      if (!this.onUpload?.(request, response)) await this.#receive(id, request, response);
    } else if (request.method === 'POST') {
      this.#message(JSON.parse(await textOf(request)) as Record<string, unknown>, response);
    } else if (request.method === 'DELETE') {
      this.deleted.push(id);
      json(response, 200, { success: true });
    } else {
      const file = this.files.get(id);
      if (!file || searchParams.get('phone_number_id') === null) json(response, 400, graphError(100));
      else json(response, 200, this.#infoOf(id, file));
    }
  }

  #infoOf(id: string, { size, sha256, mimeType }: ServedFile): object {
    const url = `${this.url}/file/${id}?key=${randomUUID()}`;
    return { id, url, mime_type: mimeType, sha256, file_size: size, messaging_product: 'whatsapp' };
  }

  #serveFile(id: string, request: IncomingMessage, response: ServerResponse): void {
    const file = this.files.get(id);
    if (!file || this.expired.has(request.url ?? '')) {
      json(response, 404, {});
    } else if (!this.serve?.(response, file, request)) {
      response.writeHead(200, { 'content-type': file.mimeType, 'content-length': file.size });
      void writeAll(response, file.parts());
    }
  }

  async #receive(phoneNumberId: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const upload = await readUpload(request).catch(() => undefined);
    if (!upload) return;
    const id = String(5000 + this.uploads.length);
    this.uploads.push({ ...upload, id, phoneNumberId });
    json(response, 200, { id });
  }

  #message(body: Record<string, unknown>, response: ServerResponse): void {
    const code = this.refuseMessage(body);
    if (code !== undefined) {
      json(response, 400, graphError(code));
      return;
    }
    this.messages.push(body);
    const messages = [{ id: `wamid.${this.messages.length}` }];
    json(response, 200, { messaging_product: 'whatsapp', messages });
  }
}

/** Writes pieces as fast as the other side reads them. */
export async function writeAll(response: ServerResponse, parts: Iterable<Buffer>): Promise<void> {
  for (const part of parts) {
    if (!response.write(part)) {
      await new Promise((resolve) => {
        response.once('drain', resolve);
        response.once('close', resolve);
      });
    }
    if (response.destroyed) return;
  }
  response.end();
}

/** Reads a form with one file, which is hashed as it comes. */
async function readUpload(request: IncomingMessage): Promise<Omit<ReceivedUpload, 'id' | 'phoneNumberId'>> {
  const boundary = /boundary=(.+)$/.exec(request.headers['content-type'] ?? '')?.[1] ?? '';
  const tail = Buffer.byteLength(`\r\n--${boundary}--\r\n`);
  const hash = createHash('sha256');
  const kept: Buffer[] = [];
  let head: string | undefined;
  let pending = Buffer.alloc(0);
  let size = 0;
  const take = (bytes: Buffer): void => {
    size += bytes.length;
    hash.update(bytes);
    if (size <= 65_536) kept.push(bytes);
  };
  for await (const chunk of request as AsyncIterable<Buffer>) {
    pending = Buffer.concat([pending, chunk]);
    if (head === undefined) {
      const file = pending.indexOf('name="file"');
      const end = file === -1 ? -1 : pending.indexOf('\r\n\r\n', file);
      if (end === -1) continue;
      head = pending.toString('utf8', 0, end);
      pending = pending.subarray(end + 4);
    }
    if (pending.length > tail) {
      take(pending.subarray(0, pending.length - tail));
      pending = pending.subarray(pending.length - tail);
    }
  }
  if (head === undefined || !pending.toString('latin1').endsWith(`--${boundary}--\r\n`))
    throw new Error('no form');
  const fields = Object.fromEntries(
    [...head.matchAll(/name="(\w+)"\r\n\r\n([^\r]*)\r\n/g)].map(([, name = '', value = '']) => [name, value]),
  );
  return {
    fields,
    filename: /filename="([^"]*)"/.exec(head)?.[1] ?? '',
    mimeType: /Content-Type: (.+)$/.exec(head)?.[1] ?? '',
    size,
    sha256: hash.digest('hex'),
    bytes: size <= 65_536 ? Buffer.concat(kept) : undefined,
  };
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

function json(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

function graphError(code: number): object {
  return { error: { message: `(#${code}) Refused`, type: 'OAuthException', code } };
}
