import { randomUUID } from 'node:crypto';
import { createReadStream, ReadStream } from 'node:fs';
import { open, rm, type FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { Readable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import { onAbort } from '../../common/internal.js';
import { WHATSAPP_RESOLVED_OPTIONS, type ResolvedWhatsAppOptions } from '../../config/internal.js';
import {
  WhatsAppMediaError,
  SendCancelledError,
  WhatsAppConfigurationError,
  WhatsAppError,
} from '../../errors/index.js';
import { Semaphore } from '../../webhooks/internal.js';
import { mediaRefused } from '../rules/media-refused.js';
import { bareFilename } from './bare-filename.js';
import { discardSource } from './discard.js';
import { LinkFetcher } from './link-fetcher.js';
import { MediaDigest } from './media-digest.js';
import type { MediaSource } from './media-source.js';
import type { StagedMedia } from './staged-media.js';

/** Options for reading a source. */
export interface StagingOptions {
  /** A longer source is given up. */
  readonly maxBytes: number;
  readonly signal?: AbortSignal;
}

/** The number of files that are open at once: a picture may be sent to thousands at the same time, and a process has few hundred descriptors. */
const MAX_OPEN_FILES = 16;

/** Bytes in memory are hashed in pieces of this size, so that other work goes on in between. */
const SLICE_BYTES = 1024 * 1024;

/**
 * Makes any source into a file that can be read again, since its hash must be known before it is uploaded. Bytes stay in memory
 * and files where they are; streams and what is fetched go to a temporary file, readable by this user only.
 */
@Injectable()
export class MediaStaging {
  readonly #directory: string;
  readonly #openFiles = new Semaphore(MAX_OPEN_FILES);

  constructor(
    @Inject(WHATSAPP_RESOLVED_OPTIONS) { media }: Pick<ResolvedWhatsAppOptions, 'media'>,
    private readonly links: LinkFetcher,
  ) {
    this.#directory = media.temporaryDirectory ?? tmpdir();
  }

  /**
   * @throws WhatsAppMediaError where the source is too long, cannot be read, or is no source
   * @throws SendCancelledError where the signal aborts
   * @throws WhatsAppConfigurationError where temporary files cannot be written
   */
  async stage(source: MediaSource, options: StagingOptions): Promise<StagedMedia> {
    if (options.signal?.aborted) {
      discardSource(source);
      throw new SendCancelledError({ cause: options.signal.reason });
    }
    if (typeof source !== 'object' || source === null) throw noSource();
    if (source instanceof Uint8Array) return ofBytes(source, options);
    if (isStream(source))
      return { ...(await this.#ofStream(source, options)), filename: nameOfStream(source) };
    const original = 'originalname' in source ? bareFilename(source.originalname) : undefined;
    if ('buffer' in source && source.buffer instanceof Uint8Array) {
      return { ...(await ofBytes(source.buffer, options)), filename: original };
    }
    if ('path' in source && typeof source.path === 'string') {
      const { path } = source;
      return this.#openFiles.run(options, () => ofPath(path, original ?? basename(path), options));
    }
    if ('url' in source) {
      const { body, filename } = await this.links.fetch(source, options.signal);
      return { ...(await this.#ofStream(body, options)), filename };
    }
    throw noSource();
  }

  async #ofStream(source: AsyncIterable<Uint8Array>, options: StagingOptions): Promise<StagedMedia> {
    const path = join(this.#directory, `whatsapp-${randomUUID()}`);
    const dispose = (): Promise<void> => rm(path, { force: true });
    try {
      const digest = await this.#copy(source, path, options);
      return { ...digest, path, open: (start = 0) => createReadStream(path, { start }), dispose };
    } catch (error) {
      discardSource(source);
      await dispose();
      throw error;
    }
  }

  async #copy(
    source: AsyncIterable<Uint8Array>,
    path: string,
    options: StagingOptions,
  ): Promise<ReturnType<MediaDigest['result']>> {
    const file = await open(path, 'wx', 0o600).catch((error: unknown) => {
      throw notWritable(error);
    });
    try {
      return await digestOf(source, options, (chunk) => append(file, chunk));
    } finally {
      await file.close();
    }
  }
}

function noSource(): WhatsAppMediaError {
  return mediaRefused(
    'source',
    'must come from bytes (a Buffer), a stream of bytes, `{ path }`, `{ url }` or a file of Multer',
  );
}

async function append(file: FileHandle, chunk: Uint8Array): Promise<void> {
  try {
    await file.writeFile(chunk);
  } catch (error) {
    throw notWritable(error);
  }
}

function notWritable(cause: unknown): WhatsAppConfigurationError {
  return new WhatsAppConfigurationError(
    [
      `files cannot be put down in the directory for temporary files (${reasonOf(cause)}): see the option \`media.temporaryDirectory\``,
    ],
    { cause },
  );
}

/** A stream of a file knows where the file is. */
function nameOfStream(source: AsyncIterable<Uint8Array>): string | undefined {
  if (!(source instanceof ReadStream) || typeof source.path !== 'string') return undefined;
  return basename(source.path) || undefined;
}

async function ofPath(path: string, filename: string, options: StagingOptions): Promise<StagedMedia> {
  const digest = await digestOf(createReadStream(path), options);
  return {
    ...digest,
    path,
    filename,
    open: (start = 0) => createReadStream(path, { start }),
    dispose: () => Promise.resolve(),
  };
}

async function ofBytes(source: Uint8Array, options: StagingOptions): Promise<StagedMedia> {
  const bytes = Buffer.from(source.buffer, source.byteOffset, source.byteLength);
  const digest = await digestOf(slices(bytes), options);
  return {
    ...digest,
    bytes,
    open: (start = 0) => Readable.from([bytes.subarray(start)], { objectMode: false }),
    dispose: () => Promise.resolve(),
  };
}

async function* slices(bytes: Buffer): AsyncIterable<Buffer> {
  for (let start = 0; start < bytes.length; start += SLICE_BYTES) {
    if (start > 0) await setImmediate();
    yield bytes.subarray(start, start + SLICE_BYTES);
  }
}

async function digestOf(
  source: AsyncIterable<Uint8Array>,
  { maxBytes, signal }: StagingOptions,
  write?: (chunk: Uint8Array) => Promise<void>,
): Promise<ReturnType<MediaDigest['result']>> {
  const digest = new MediaDigest(maxBytes);
  const stop = (): void => {
    if (source instanceof Readable) source.destroy();
  };
  const letGo = signal && onAbort(signal, stop);
  try {
    for await (const chunk of source as AsyncIterable<unknown>) {
      if (signal?.aborted) break;
      if (!(chunk instanceof Uint8Array)) {
        throw mediaRefused('source', 'must be a stream of bytes: its pieces are not Uint8Arrays');
      }
      digest.add(chunk);
      await write?.(chunk);
    }
  } catch (error) {
    if (signal?.aborted) throw new SendCancelledError({ cause: signal.reason });
    if (error instanceof WhatsAppError) throw error;
    throw mediaRefused('source', `could not be read to its end: ${reasonOf(error)}`, {
      cause: error,
    });
  } finally {
    letGo?.();
  }
  if (signal?.aborted) throw new SendCancelledError({ cause: signal.reason });
  return digest.result();
}

/** The error's code where it has one: its text may hold a path or an address. */
function reasonOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return 'unknown error';
  if ('code' in error && typeof error.code === 'string') return error.code;
  return 'name' in error ? String(error.name) : 'unknown error';
}

function isStream(source: object): source is AsyncIterable<Uint8Array> {
  return Symbol.asyncIterator in source;
}
