import { Injectable, Logger } from '@nestjs/common';
import type { WhatsAppAccount } from '../../accounts/index.js';
import { Clock } from '../../common/index.js';
import {
  RequestNotSentError,
  SendCancelledError,
  SendOutcomeUnknownError,
  WhatsAppError,
} from '../../errors/index.js';
import { GraphClient, type RequestTracker } from '../../graph/index.js';
import { cancellable, cleanedCause } from '../../graph/internal.js';
import { framesOfError, nameOfError } from '../../observability/internal.js';
import type { OutgoingMessage } from './message-preparer.js';
import { addressed } from './outgoing-body.js';
import type { PendingSend } from './pending-send.js';
import { SendNotifier } from './send-notifier.js';
import { SendRateLimiter } from './send-rate-limiter.js';
import { readSendAnswer, type SendResult } from './send-result.js';
import { SendWaits } from './send-waits.js';

/** Posts a message when the rate limiter lets it go, and again where that cannot send it twice. */
@Injectable()
export class LimitedPost {
  private readonly logger = new Logger('WhatsAppSendPipeline');

  constructor(
    private readonly limiter: SendRateLimiter,
    private readonly graph: GraphClient,
    private readonly waits: SendWaits,
    private readonly notifier: SendNotifier,
    private readonly clock: Clock,
  ) {}

  /**
   * @throws GraphCallFailedError where nothing was sent
   * @throws SendOutcomeUnknownError
   */
  async post(
    { send, content }: OutgoingMessage,
    account: WhatsAppAccount,
    tracker: RequestTracker | undefined,
  ): Promise<SendResult> {
    const body = addressed(content, send.recipient);
    try {
      const waitedMs = await this.waitForLimiter(send, false, tracker);
      await cancellable(() => this.notifier.sending(send), send.options.signal);
      throwIfCancelled(send);
      return await this.request(send, body, account, { tracker, waitedMs });
    } finally {
      this.attemptEnded(send);
    }
  }

  private async request(
    send: PendingSend,
    body: string,
    account: WhatsAppAccount,
    { tracker, waitedMs: waitedBefore }: { readonly tracker?: RequestTracker; readonly waitedMs: number },
  ): Promise<SendResult> {
    const { correlationId } = send;
    let waitedMs = waitedBefore;
    try {
      return await this.graph.post(account, `${account.phoneNumberId}/${send.endpoint}`, body, {
        correlationId,
        signal: send.options.signal,
        finishRequest: send.options.finishRequest,
        onRejected: (error) => this.limiter.refused(send, error),
        onAttemptEnded: (result) => this.attemptEnded(send, result),
        onRetryWait: (delayMs) => {
          waitedMs += delayMs;
          return this.waits.forRetry(account.phoneNumberId, delayMs);
        },
        beforeRetry: async () => {
          waitedMs += await this.waitForLimiter(send, true, tracker);
        },
        tracker,
        accept: (answer) => readSendAnswer(answer, { correlationId, waitedMs }),
      });
    } catch (error) {
      // Only an error of ours can say that nothing was sent. The others are a mistake in a part that was replaced.
      throw error instanceof WhatsAppError ? error : new SendOutcomeUnknownError('other', { correlationId });
    }
  }

  /** Waits for the rate limiter and returns the milliseconds that it took. */
  private async waitForLimiter(
    send: PendingSend,
    isRetry: boolean,
    tracker: RequestTracker | undefined,
  ): Promise<number> {
    tracker?.waiting();
    const since = this.clock.monotonic();
    try {
      await cancellable(() => this.limiter.wait(send, isRetry), send.options.signal);
      return this.clock.monotonic() - since;
    } catch (error) {
      throwIfCancelled(send);
      if (error instanceof WhatsAppError) throw error;
      throw new RequestNotSentError('the rate limiter could not let it go', {
        cause: cleanedCause(error),
        advice:
          'Nothing was sent by this attempt. Check what keeps the limits (the storage, or SendRateLimiter), then send again.',
      });
    } finally {
      tracker?.resumed();
    }
  }

  /** Tells the limiter that an attempt has ended. Nobody waits for it: the time that a limiter takes to note it must not delay a send. */
  private attemptEnded(send: PendingSend, result?: SendResult): void {
    const ended = async (): Promise<void> => this.limiter.ended(send, result);
    ended().catch((error: unknown) => {
      this.logger.error(
        `${this.limiter.constructor.name}.ended threw ${nameOfError(error)}; the send goes on`,
        framesOfError(error),
      );
    });
  }
}

/** @throws SendCancelledError */
export function throwIfCancelled({ options: { signal } }: PendingSend): void {
  if (signal?.aborted) throw new SendCancelledError({ cause: signal.reason });
}
