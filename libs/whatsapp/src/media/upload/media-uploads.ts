import { Injectable, Logger } from '@nestjs/common';
import type { WhatsAppAccount } from '../../accounts/index.js';
import { Clock } from '../../common/index.js';
import { isRecord, textOrNone } from '../../common/internal.js';
import { GraphClient } from '../../graph/index.js';
import { cancellable } from '../../graph/internal.js';
import type { CheckedMedia } from '../check/media-checker.js';
import type { StagedMedia } from '../source/staged-media.js';
import { MediaStore, type StoredUpload } from './media-store.js';
import { multipartBody } from './multipart-body.js';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** The time that Meta keeps an upload, in milliseconds (platform rules, media lifetimes). */
const LIFETIME = 30 * DAY;

/** A file to upload, and how. */
export interface UploadTask {
  readonly account: WhatsAppAccount;
  readonly file: StagedMedia;
  readonly checked: CheckedMedia;
  readonly filename: string;
  readonly ttlMinutes?: number;
  readonly reuse: boolean;
  readonly signal?: AbortSignal;
}

/** An upload, new or not. */
export interface UploadOutcome extends StoredUpload {
  /** Whether an earlier upload was used, and nothing was sent for this call. */
  readonly reused: boolean;
}

/**
 * Uploads files, each once: the same bytes for the same number share one id, also while they are being uploaded. A store that fails
 * costs an upload and nothing else.
 */
@Injectable()
export class MediaUploads {
  private readonly logger = new Logger('WhatsAppMedia');
  readonly #running = new Map<string, Promise<UploadOutcome>>();

  constructor(
    private readonly graph: GraphClient,
    private readonly store: MediaStore,
    private readonly clock: Clock,
  ) {}

  /** Uploads a file and owns it from now on: it is disposed of when nobody needs it any more. */
  async upload(task: UploadTask): Promise<UploadOutcome> {
    const { file, signal, reuse } = task;
    const key = keyOf(task);
    const running = reuse ? this.#running.get(key) : undefined;
    if (running) {
      await file.dispose();
      return { ...(await cancellable(() => running, signal)), reused: true };
    }
    // Others may share it: the signal of one of them ends that one's wait, not the upload.
    const run = this.run(key, task).finally(() => {
      if (this.#running.get(key) === run) this.#running.delete(key);
    });
    // Whoever does not wait for it any more must not be stopped by its rejection.
    run.catch(() => undefined);
    if (reuse) this.#running.set(key, run);
    return cancellable(() => run, reuse ? signal : undefined);
  }

  /** The upload is not used again. */
  async forget(phoneNumberId: string, id: string): Promise<void> {
    await this.tolerate('so an upload may be used that is gone', () => this.store.forget(phoneNumberId, id));
  }

  private async run(key: string, task: UploadTask): Promise<UploadOutcome> {
    try {
      const known = task.reuse ? await this.known(key) : undefined;
      if (known) return { ...known, reused: true };
      const id = await this.post(task);
      const upload = { id, reusableUntil: this.clock.now() + usableFor(task.ttlMinutes) };
      await this.tolerate('so the next send uploads the file again', () =>
        this.store.keep(key, task.account.phoneNumberId, upload),
      );
      return { ...upload, reused: false };
    } finally {
      await task.file.dispose();
    }
  }

  private known(key: string): Promise<StoredUpload | undefined> {
    return this.tolerate('so the file is uploaded', () => this.store.find(key));
  }

  private async tolerate<T>(consequence: string, work: () => Promise<T>): Promise<T | undefined> {
    try {
      return await work();
    } catch (error) {
      const reason = error instanceof Error ? error.message : 'unknown error';
      this.logger.error(`The storage of uploads failed, ${consequence}: ${reason}`);
      return undefined;
    }
  }

  private post({ account, file, checked, filename, ttlMinutes, signal, reuse }: UploadTask): Promise<string> {
    const fields = {
      messaging_product: 'whatsapp',
      type: checked.mimeType,
      ...(ttlMinutes !== undefined && { ttl_minutes: String(ttlMinutes) }),
    };
    const body = multipartBody(fields, { media: file, mimeType: checked.mimeType, filename });
    return this.graph.post(account, `${account.phoneNumberId}/media`, body, {
      contentType: body.contentType,
      // A second upload costs time and nothing else.
      repeatable: true,
      signal: reuse ? undefined : signal,
      accept: idOf,
    });
  }
}

function keyOf({ account, file, checked, ttlMinutes }: UploadTask): string {
  return [account.phoneNumberId, file.sha256, checked.mimeType, ttlMinutes ?? ''].join(' ');
}

/** Returns the time that an upload is used for, which ends before Meta's own: a day before 30 days, a tenth before a shorter one. */
function usableFor(ttlMinutes: number | undefined): number {
  const lifetime = ttlMinutes === undefined ? LIFETIME : ttlMinutes * MINUTE;
  return lifetime - Math.min(DAY, lifetime / 10);
}

function idOf(answer: unknown): string | undefined {
  return isRecord(answer) ? textOrNone(answer['id']) : undefined;
}
