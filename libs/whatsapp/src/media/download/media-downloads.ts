import { finished, type Readable } from 'node:stream';
import { Inject, Injectable } from '@nestjs/common';
import type { WhatsAppAccount } from '../../accounts/index.js';
import { Clock } from '../../common/index.js';
import { WHATSAPP_RESOLVED_OPTIONS, type ResolvedWhatsAppOptions } from '../../config/internal.js';
import { GraphCallFailedError, WhatsAppError } from '../../errors/index.js';
import { GraphClient, type GraphStream } from '../../graph/index.js';
import { graphPathOf } from '../../graph/internal.js';
import { discard } from '../source/discard.js';
import { bytesGiven, rangeHeader, type ByteRange } from './byte-range.js';
import { MediaDownloadError } from './media-download.error.js';
import { readMediaInfo, type MediaInfo } from './media-info.js';
import { toMediaReference, type MediaTarget } from './media-target.js';
import { VerifiedStream, type Expectation } from './verified-stream.js';

/** Options of a download. */
export interface MediaDownloadOptions {
  /** The bytes to download; `end` is the last one, inclusive, and the file's last one if left out. A part cannot be checked by its hash. */
  readonly range?: ByteRange;
  /** @default the option `media.maxDownloadBytes` */
  readonly maxBytes?: number;
  /** Milliseconds until all of it must have been read. @default the option `media.downloadTimeoutMs` */
  readonly timeoutMs?: number;
  /** Ends the download, also while its stream is read. */
  readonly signal?: AbortSignal;
}

/**
 * A download that has begun.
 *
 * @publicApi
 */
export interface MediaDownload {
  /**
   * The bytes, checked while they are read. It fails with {@link MediaDownloadError} where they are not what Meta has; only when it
   * has ended is the file whole. Read it or destroy it.
   */
  readonly stream: Readable;
  readonly id: string;
  readonly mimeType?: string;
  /** The number of bytes of the stream, where that is known. */
  readonly bytes?: number;
  /** Whether the whole file comes, and not a part of it. */
  readonly isWhole: boolean;
}

/** Finds files and downloads them. */
@Injectable()
export class MediaDownloads {
  readonly #maxBytes: number;
  readonly #timeoutMs: number;

  constructor(
    @Inject(WHATSAPP_RESOLVED_OPTIONS) { media }: Pick<ResolvedWhatsAppOptions, 'media'>,
    private readonly graph: GraphClient,
    private readonly clock: Clock,
  ) {
    this.#maxBytes = media.maxDownloadBytes;
    this.#timeoutMs = media.downloadTimeoutMs;
  }

  /** @throws WhatsAppValidationError where the id cannot be one */
  find(account: WhatsAppAccount, id: string, signal?: AbortSignal): Promise<MediaInfo> {
    return this.graph.get(account, graphPathOf(id), {
      query: { phone_number_id: account.phoneNumberId },
      signal,
      accept: (answer) => readMediaInfo(answer, id),
    });
  }

  async download(
    account: WhatsAppAccount,
    target: MediaTarget,
    options: MediaDownloadOptions = {},
  ): Promise<MediaDownload> {
    const { maxBytes = this.#maxBytes, timeoutMs = this.#timeoutMs } = options;
    const limit = new AbortController();
    const timeout = new MediaDownloadError('timeout', { detail: `${timeoutMs} ms` });
    const signal = options.signal ? AbortSignal.any([options.signal, limit.signal]) : limit.signal;
    const stopClock = this.startClock(timeoutMs, () => limit.abort(timeout));
    try {
      const { info, answer, sha256 } = await this.open(account, target, { ...options, maxBytes, signal });
      // Whatever the status says: what nobody asked a part of must be the whole, and is checked as such.
      const whole = options.range === undefined;
      const bytes = (whole ? sizeOf(info) : partOf(answer, options.range)) ?? lengthOf(answer);
      const expected = { maxBytes, bytes, sha256: whole ? sha256 : undefined };
      const stream = verified(answer.body, expected, signal);
      stream.once('close', stopClock);
      return {
        stream,
        id: info.id,
        mimeType: info.mime_type ?? answer.headers['content-type'],
        bytes,
        isWhole: whole,
      };
    } catch (error) {
      stopClock();
      throw limit.signal.aborted ? timeout : error;
    }
  }

  private async open(
    account: WhatsAppAccount,
    target: MediaTarget,
    { range, maxBytes, signal }: MediaDownloadOptions & { readonly maxBytes: number },
  ): Promise<{ readonly info: MediaInfo; readonly answer: GraphStream; readonly sha256?: string }> {
    const reference = toMediaReference(target);
    const headers = range && { range: rangeHeader(range) };
    let info = reference.info ?? (await this.find(account, reference.id, signal));
    checkSize(sizeOf(info), maxBytes, range !== undefined);
    let answer: GraphStream;
    try {
      answer = await this.graph.open(account, info.url, { headers, signal });
    } catch (error) {
      if (range !== undefined && hasStatus(error, 416))
        throw new MediaDownloadError('range', { cause: error });
      if (!isOfAddress(error)) throw error;
      // Addresses live for 5 minutes, ids for days.
      info = await this.find(account, reference.id, signal);
      answer = await this.graph.open(account, info.url, { headers, signal });
    }
    try {
      checkSize(lengthOf(answer), maxBytes, false);
      if (range !== undefined && (answer.status !== 206 || partOf(answer, range) === 0)) {
        throw new MediaDownloadError('range');
      }
    } catch (error) {
      discard(answer.body);
      throw error;
    }
    return { info, answer, sha256: info.sha256 ?? reference.sha256 };
  }

  /** Runs something after a while, unless it is stopped. */
  private startClock(ms: number, onTimeout: () => void): () => void {
    const stop = new AbortController();
    void this.clock.sleep(ms, stop.signal).then(onTimeout, () => undefined);
    return () => stop.abort();
  }
}

/** Checks the bytes of a stream, and ends it as one clear error whatever breaks. */
function verified(body: Readable, expected: Expectation, signal: AbortSignal): VerifiedStream {
  const stream = new VerifiedStream(expected);
  // It may break before anybody reads it, which must not end the process; who reads it then is told all the same.
  stream.on('error', () => undefined);
  const abort = (): void => {
    stream.destroy(
      signal.reason instanceof MediaDownloadError
        ? signal.reason
        : new MediaDownloadError('interrupted', { cause: signal.reason, detail: 'cancelled' }),
    );
  };
  signal.addEventListener('abort', abort, { once: true });
  if (signal.aborted) abort();
  finished(body, { writable: false }, (cause) => {
    // Where the signal ended it, the reason of the signal tells more.
    if (signal.aborted) abort();
    else if (cause) stream.destroy(new MediaDownloadError('interrupted', { cause }));
  });
  stream.once('close', () => {
    signal.removeEventListener('abort', abort);
    discard(body);
  });
  body.pipe(stream);
  return stream;
}

function hasStatus(error: unknown, status: number): boolean {
  return error instanceof WhatsAppError && 'httpStatus' in error && error.httpStatus === status;
}

/** Returns `true` when an expired address was refused. Such a refusal is no Graph error, and has any status from 400 to 499 (404, 401, 403, 410 were seen). */
function isOfAddress(error: unknown): boolean {
  if (!(error instanceof GraphCallFailedError)) return false;
  const { httpStatus = 0 } = error;
  return httpStatus >= 400 && httpStatus < 500;
}

function partOf({ headers }: GraphStream, range: ByteRange | undefined): number | undefined {
  return range && bytesGiven(range, headers['content-range']);
}

function checkSize(bytes: number | undefined, maxBytes: number, isPart: boolean): void {
  if (bytes === undefined || bytes <= maxBytes || isPart) return;
  throw new MediaDownloadError('too-large', { detail: `${bytes} bytes, at most ${maxBytes}` });
}

function lengthOf({ headers }: GraphStream): number | undefined {
  return toSize(headers['content-length']);
}

function sizeOf({ file_size }: MediaInfo): number | undefined {
  return toSize(file_size);
}

function toSize(value: unknown): number | undefined {
  const size = typeof value === 'string' ? Number(value) : value;
  return typeof size === 'number' && Number.isSafeInteger(size) && size >= 0 ? size : undefined;
}
