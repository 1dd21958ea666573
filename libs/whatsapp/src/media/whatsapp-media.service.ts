import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Logger } from '@nestjs/common';
import type { WhatsAppAccount } from '../accounts/index.js';
import type {
  MessageRecipient,
  SendOptions,
  SendResult,
  WhatsAppMessagesService,
} from '../messages/index.js';
import { addressOf, assertCallOptions } from '../messages/internal.js';
import { WhatsAppValidationError } from '../errors/index.js';
import { assertGraphId, graphPathOf } from '../graph/internal.js';
import type { MediaDownload, MediaDownloadOptions } from './download/media-downloads.js';
import type { MediaInfo } from './download/media-info.js';
import type { MediaTarget } from './download/media-target.js';
import { mediaMessage, type MediaMessageText } from './media-message.js';
import type { MediaTools } from './media-tools.js';
import { mediaRefused } from './rules/media-refused.js';
import type { CheckedMedia, MediaClaim } from './check/media-checker.js';
import {
  MAX_UPLOAD_BYTES,
  MEDIA_RULES,
  VOICE_PLAY_BUTTON_MAX_BYTES,
  type MediaKind,
} from './rules/media-kinds.js';
import { discardSource } from './source/discard.js';
import type { MediaSource } from './source/media-source.js';
import type { StagedMedia } from './source/staged-media.js';
import { shownFilename, uploadFilename } from './upload/filename-of.js';
import { HANDLE_MIME_TYPES, type MediaHandle, type MediaHandleOptions } from './upload/media-handle.js';
import { mayBeAboutMedia } from './upload/upload-tracker.js';

/** Options of an upload. */
export interface MediaUploadOptions extends MediaClaim {
  /**
   * Minutes that Meta keeps the file, 60 to 43200; for numbers without storage (media upload, `ttl_minutes`).
   * @default 30 days, Meta's own
   */
  readonly ttlMinutes?: number;
  /** Use an earlier upload of the same bytes by this number. @default true */
  readonly reuse?: boolean;
  readonly signal?: AbortSignal;
}

/**
 * A file that Meta has.
 *
 * @publicApi
 */
export interface UploadedMedia {
  /** The id for `image: { id }` and the like; only the number that uploaded the file can use it. */
  readonly id: string;
  readonly kind: MediaKind;
  readonly mimeType: string;
  readonly bytes: number;
  /** Hexadecimal. */
  readonly sha256: string;
  /** The file name: from the options, or from the source. Absent where nothing tells. */
  readonly filename?: string;
  /** The time until which the id should be used: some time before Meta forgets it. */
  readonly usableUntil: Date;
  /** It was uploaded before; nothing was sent for this call. */
  readonly reused: boolean;
}

/** The media message to send, and its options. */
export interface SendMediaOptions extends MediaUploadOptions, MediaMessageText, SendOptions {
  readonly kind?: Exclude<MediaKind, 'gif'>;
  /** Quotes this message. */
  readonly quote?: string;
  /**
   * Uploads the file anew and sends the message once more where Meta does not know the upload any more: at once where it refuses
   * the message, or when a webhook tells it (131053; in this process and within the hour, and not for streams, which are gone by then).
   * @default false: the send fails, and the next one uploads the file anew
   */
  readonly resend?: boolean;
}

/** A placeholder for the id of a file that is not uploaded yet, while its message is checked. */
const ID_TO_COME = '0';

const TTL_MINUTES = { min: 60, max: 43_200 };

/**
 * Files of one account: upload, look up, download, delete. Uploaded files are checked before anything is sent, and the same bytes are
 * uploaded once.
 *
 * @publicApi
 */
export class WhatsAppMediaService {
  private readonly logger = new Logger('WhatsAppMedia');

  constructor(
    private readonly tools: MediaTools,
    private readonly messages: WhatsAppMessagesService,
    private readonly account?: string,
  ) {}

  /**
   * Makes sure that Meta has a file, and gives its id. Nothing is held whole in memory but what was given so.
   *
   * @throws WhatsAppMediaError where WhatsApp would not take the file, saying what it takes; nothing was sent
   * @throws GraphApiError, RequestNotSentError, GraphCallFailedError, SendCancelledError; calling again does no harm
   */
  async upload(source: MediaSource, options: MediaUploadOptions = {}): Promise<UploadedMedia> {
    const account = await this.owner(source, options);
    const { ttlMinutes, reuse = true, signal } = options;
    const file = await this.stage(source, options);
    const { size, sha256 } = file;
    const checked = await this.check(file, options);
    const filename =
      options.filename || (file.filename && shownFilename(file.filename, checked.mimeType)) || undefined;
    const uploadedAs = uploadFilename(filename, checked.mimeType);
    const task = { account, file, checked, filename: uploadedAs, ttlMinutes, reuse, signal };
    const { id, reusableUntil, reused } = await this.tools.uploads.upload(task);
    const usableUntil = new Date(reusableUntil);
    return { id, ...checked, bytes: size, sha256, filename, usableUntil, reused };
  }

  /**
   * Uploads a file, unless Meta has it already, and sends it. As with every send, a resolved promise means that Meta accepted the
   * message.
   *
   * @throws what {@link upload} and `WhatsAppMessagesService.send` throw
   */
  async send(to: MessageRecipient, source: MediaSource, options: SendMediaOptions = {}): Promise<SendResult> {
    await this.assertSendable(to, source, options);
    const { resend = false, ...once } = options;
    const uploaded = await this.upload(source, once);
    const mayRepeat = resend && isRepeatable(source);
    try {
      const result = await this.sendUploaded(to, uploaded, once);
      if (mayRepeat) await this.keepForResend(result.messageId, to, source, once);
      return result;
    } catch (error) {
      // A file that has only just been uploaded would be refused again.
      if (!mayRepeat || !uploaded.reused || !mayBeAboutMedia(error)) throw error;
      return this.sendUploaded(to, await this.upload(source, once), once);
    }
  }

  /**
   * Uploads a file for a handle: a sample for a template's header (`example: { header_handle: [handle] }`), or a profile photo. JPEG,
   * PNG, MP4 and PDF; after a broken connection the upload goes on from where it stopped. Every call uploads the file.
   *
   * @throws WhatsAppMediaError where Meta would not take the file, saying what it takes; nothing was sent
   * @throws GraphApiError, RequestNotSentError, GraphCallFailedError, SendCancelledError; calling again does no harm
   */
  async uploadHandle(source: MediaSource, options: MediaHandleOptions = {}): Promise<MediaHandle> {
    const account = await this.owner(source, options);
    const { signal } = options;
    const file = await this.stage(source, options);
    const { size, sha256 } = file;
    try {
      const checked = forHandle(await this.tools.checker.check(file, options));
      const { mimeType } = checked;
      const filename = uploadFilename(options.filename || file.filename, mimeType);
      const handle = await this.tools.sessions.upload({ account, file, mimeType, filename, signal });
      return { handle, ...checked, bytes: size, sha256 };
    } finally {
      await file.dispose();
    }
  }

  /**
   * Finds a file: its address for the next 5 minutes, its type, hash and size. In Meta's own shape.
   *
   * @throws WhatsAppValidationError where the id cannot be one
   */
  async find(id: string, options: { readonly signal?: AbortSignal } = {}): Promise<MediaInfo> {
    assertCallOptions(options);
    assertGraphId(id);
    return this.tools.downloads.find(await this.tools.accounts.get(this.account), id, options.signal);
  }

  /**
   * Starts to download a file: by its id, as a webhook's media object, or as a whole inbound
   * message. Ids of inbound files live for 7 days. The bytes are checked against Meta's SHA-256
   * while they are read.
   *
   * @throws WhatsAppValidationError where the id cannot be one
   * @throws MediaDownloadError also from the stream, where the file is too large, incomplete, changed or too slow
   * @throws GraphApiError where Meta does not know the file (any more)
   */
  async download(target: MediaTarget, options?: MediaDownloadOptions): Promise<MediaDownload> {
    assertCallOptions(options);
    return this.tools.downloads.download(await this.tools.accounts.get(this.account), target, options);
  }

  /** Downloads a file to a path. Until it is whole and checked, nothing stands there; a file that stands there is replaced. */
  async downloadTo(
    path: string,
    target: MediaTarget,
    options?: Omit<MediaDownloadOptions, 'range'>,
  ): Promise<Omit<MediaDownload, 'stream'>> {
    const { stream, ...download } = await this.download(target, options);
    const partial = `${path}.${randomUUID()}.part`;
    try {
      await pipeline(stream, createWriteStream(partial, { flags: 'wx' }));
      await rename(partial, path);
    } catch (error) {
      await rm(partial, { force: true });
      throw error;
    }
    return download;
  }

  /**
   * Deletes a file at Meta. Messages that show it keep it.
   *
   * @throws WhatsAppValidationError where the id cannot be one
   */
  async delete(id: string, options: { readonly signal?: AbortSignal } = {}): Promise<void> {
    assertCallOptions(options);
    const path = graphPathOf(id);
    const account = await this.tools.accounts.get(this.account);
    const { phoneNumberId } = account;
    await this.tools.uploads.forget(phoneNumberId, id);
    await this.tools.graph.delete(account, path, {
      query: { phone_number_id: phoneNumberId },
      signal: options.signal,
    });
  }

  /** Finds whose upload it is. A stream that is not going to be read because of what is wrong here is destroyed. */
  private async owner(source: MediaSource, options: MediaUploadOptions): Promise<WhatsAppAccount> {
    try {
      assertUploadOptions(options);
      return await this.tools.accounts.get(this.account);
    } catch (error) {
      discardSource(source);
      throw error;
    }
  }

  private stage(
    source: MediaSource,
    { kind, signal }: Pick<MediaUploadOptions, 'kind' | 'signal'>,
  ): Promise<StagedMedia> {
    const maxBytes = kind === undefined ? MAX_UPLOAD_BYTES : MEDIA_RULES[kind].maxBytes;
    return this.tools.staging.stage(source, { maxBytes, signal });
  }

  private async check(file: StagedMedia, claim: MediaClaim): Promise<CheckedMedia> {
    try {
      const checked = await this.tools.checker.check(file, claim);
      if (checked.kind === 'voice' && file.size > VOICE_PLAY_BUTTON_MAX_BYTES) {
        this.logger.warn(
          `A voice message of ${file.size} bytes shows a download arrow: up to 512 KB it plays at once`,
        );
      }
      return checked;
    } catch (error) {
      await file.dispose();
      throw error;
    }
  }

  private sendUploaded(
    to: MessageRecipient,
    { id, kind, filename }: UploadedMedia,
    options: Omit<SendMediaOptions, 'resend'>,
  ): Promise<SendResult> {
    assertShown(kind);
    const { quote } = options;
    return this.messages.to(to, { quote }).send(mediaMessage(kind, id, { ...options, filename }), options);
  }

  /** Checks the message before its file is read and uploaded: whom it goes to, what it quotes, its caption. */
  private async assertSendable(
    to: MessageRecipient,
    source: MediaSource,
    options: SendMediaOptions,
  ): Promise<void> {
    try {
      assertUploadOptions(options);
      const { kind = 'document', quote } = options;
      assertShown(kind);
      const message = mediaMessage(kind, ID_TO_COME, options);
      const input = {
        ...addressOf(to),
        ...(quote !== undefined && { context: { message_id: quote } }),
        ...message,
      };
      const { address } = this.tools.preparer.prepare({ endpoint: 'messages', input }, '');
      const account = await this.tools.accounts.get(this.account);
      await this.tools.preparer.recipientOf(address, account);
    } catch (error) {
      discardSource(source);
      throw error;
    }
  }

  private async keepForResend(
    messageId: string,
    to: MessageRecipient,
    source: MediaSource,
    options: Omit<SendMediaOptions, 'resend'>,
  ): Promise<void> {
    const { phoneNumberId } = await this.tools.accounts.get(this.account);
    // A new message with an outcome of its own: the key of the first one has been used up.
    const again = { ...options, idempotencyKey: undefined, signal: undefined };
    this.tools.resends.keep(phoneNumberId, messageId, async () =>
      this.sendUploaded(to, await this.upload(source, again), again),
    );
  }
}

function forHandle({ kind, mimeType }: CheckedMedia): Pick<MediaHandle, 'kind' | 'mimeType'> {
  if (
    (kind === 'image' || kind === 'video' || kind === 'gif' || kind === 'document') &&
    HANDLE_MIME_TYPES.includes(mimeType)
  ) {
    return { kind, mimeType };
  }
  throw mediaRefused('type', `is ${mimeType}; for a handle Meta takes ${HANDLE_MIME_TYPES.join(', ')}`);
}

function isRepeatable(source: MediaSource): boolean {
  return (
    source instanceof Uint8Array ||
    (!(source instanceof Readable) && ('path' in source || 'url' in source || 'originalname' in source))
  );
}

function assertShown(kind: MediaKind): asserts kind is Exclude<MediaKind, 'gif'> {
  if (kind !== 'gif') return;
  throw new WhatsAppValidationError([
    { path: 'kind', message: 'is "gif", which only template headers show' },
  ]);
}

function assertUploadOptions(options: MediaUploadOptions): void {
  assertCallOptions(options);
  const { kind, filename, mimeType, ttlMinutes: minutes } = options;
  const issues = Object.entries({ filename, mimeType })
    .filter(([, value]) => value !== undefined && typeof value !== 'string')
    .map(([path]) => ({ path, message: 'must be a string, or be left out' }));
  if (issues.length > 0) throw new WhatsAppValidationError(issues);
  if (kind !== undefined && !Object.hasOwn(MEDIA_RULES, kind)) {
    throw new WhatsAppValidationError([
      { path: 'kind', message: `must be one of ${Object.keys(MEDIA_RULES).join(', ')}, or be left out` },
    ]);
  }
  const { min, max } = TTL_MINUTES;
  if (minutes === undefined || (Number.isInteger(minutes) && minutes >= min && minutes <= max)) return;
  throw new WhatsAppValidationError([
    { path: 'ttlMinutes', message: `must be a whole number of minutes from ${min} to ${max}` },
  ]);
}
