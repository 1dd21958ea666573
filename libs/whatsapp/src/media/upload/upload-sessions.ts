import { Injectable } from '@nestjs/common';
import type { WhatsAppAccount } from '../../accounts/index.js';
import { Clock } from '../../common/index.js';
import { GraphApiError, SendCancelledError, WhatsAppError } from '../../errors/index.js';
import { GraphClient, RetryPolicy } from '../../graph/index.js';
import type { StagedMedia } from '../source/staged-media.js';

/** A file to upload for a handle. */
export interface SessionTask {
  readonly account: WhatsAppAccount;
  readonly file: StagedMedia;
  readonly mimeType: string;
  readonly filename: string;
  readonly signal?: AbortSignal;
}

/** An upload session: where its calls go. */
interface UploadSession {
  readonly path: string;
  /** Belongs to the session's id: its signature. */
  readonly query: Readonly<Record<string, string>>;
}

/** The key for the app that the access token was made for, where no `appId` is known. */
const OWN_APP = 'app';

/**
 * Uploads files in sessions of an app (Graph API, resumable upload): after a broken connection it asks how far Meta got, and goes on
 * from there, or begins anew where Meta knows nothing of the session any more. Waits and gives up as the `RetryPolicy` says; what got through begins its count anew.
 */
@Injectable()
export class UploadSessions {
  constructor(
    private readonly graph: GraphClient,
    private readonly policy: RetryPolicy,
    private readonly clock: Clock,
  ) {}

  /** The handle that Meta gives for the file. */
  async upload(task: SessionTask): Promise<string> {
    let session = await this.begin(task);
    let offset = 0;
    let attempts = 0;
    let startedAt = this.clock.now();
    for (;;) {
      attempts += 1;
      try {
        return await this.send(task, session, offset);
      } catch (error) {
        await this.waitAfter(error, attempts, startedAt, task.signal);
      }
      const reached = await this.reachedIn(task, session);
      if (reached === undefined) {
        session = await this.begin(task);
      } else if (reached > offset) {
        attempts = 0;
        startedAt = this.clock.now();
      }
      offset = reached ?? 0;
    }
  }

  /** Returns the number of bytes that Meta has; `undefined` where the session is over, as it may be when its last answer was lost. */
  private async reachedIn(task: SessionTask, session: UploadSession): Promise<number | undefined> {
    try {
      return await this.offsetOf(task, session);
    } catch (error) {
      if (error instanceof GraphApiError && !error.retryable) return undefined;
      throw error;
    }
  }

  private begin({ account, file, mimeType, filename, signal }: SessionTask): Promise<UploadSession> {
    return this.graph.post(account, `${account.appId ?? OWN_APP}/uploads`, '{}', {
      query: { file_name: filename, file_length: file.size, file_type: mimeType },
      // A session that nothing is sent to costs nothing.
      repeatable: true,
      signal,
      accept: readSessionId,
    });
  }

  private send(
    { account, file, signal }: SessionTask,
    { path, query }: UploadSession,
    offset: number,
  ): Promise<string> {
    const contentLength = file.size - offset;
    const rest = { contentLength, open: () => file.open(offset) };
    return this.graph.post(account, path, contentLength === 0 ? new Uint8Array() : rest, {
      query,
      headers: { file_offset: String(offset) },
      tokenScheme: 'OAuth',
      contentType: 'application/octet-stream',
      // Where to go on from is asked in between.
      retry: false,
      repeatable: true,
      signal,
      accept: (answer) => fieldOf(answer, 'h'),
    });
  }

  private offsetOf({ account, file, signal }: SessionTask, { path, query }: UploadSession): Promise<number> {
    return this.graph.get(account, path, {
      query,
      tokenScheme: 'OAuth',
      signal,
      accept: (answer) => {
        const offset = Number(fieldOf(answer, 'file_offset'));
        return Number.isInteger(offset) && offset >= 0 && offset <= file.size ? offset : undefined;
      },
    });
  }

  /** @throws the error itself where nothing more is tried */
  private async waitAfter(
    error: unknown,
    attempts: number,
    startedAt: number,
    signal: AbortSignal | undefined,
  ): Promise<void> {
    if (signal?.aborted) throw new SendCancelledError({ cause: signal.reason });
    if (!(error instanceof WhatsAppError) || error instanceof SendCancelledError) throw error;
    const elapsedMs = this.clock.now() - startedAt;
    const delayMs = this.policy.nextDelayMs({ error, attempts, elapsedMs });
    if (delayMs === undefined) throw error;
    try {
      await this.clock.sleep(delayMs, signal);
    } catch {
      throw new SendCancelledError({ cause: error });
    }
  }
}

function fieldOf(answer: unknown, field: string): string | undefined {
  if (typeof answer !== 'object' || answer === null) return undefined;
  const value: unknown = Reflect.get(answer, field);
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** `upload:MTph…`, and a signature that Meta writes as a query. */
const SESSION_ID = /^(upload:[^\s?#]+)(?:\?([^\s#]*))?$/;

/** Reads the answer that begins a session; `undefined` where it names none. */
function readSessionId(answer: unknown): UploadSession | undefined {
  if (typeof answer !== 'object' || answer === null || !('id' in answer)) return undefined;
  const [, path, query] = SESSION_ID.exec(String(answer.id)) ?? [];
  return path === undefined ? undefined : { path, query: Object.fromEntries(new URLSearchParams(query)) };
}
