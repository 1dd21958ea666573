import { Injectable, Logger } from '@nestjs/common';
import { SendOutcomeUnknownError } from '../../errors/index.js';
import { framesOfError, nameOfError } from '../../observability/internal.js';
import type { PendingSend } from './pending-send.js';
import { SendExtensions } from './send-extensions.js';
import type { SendObserver } from './send-observer.js';
import type { SendOutcome } from './send-request.js';

/** Calls the observers, one after another. One that throws must not turn an accepted message into a failed call. */
@Injectable()
export class SendNotifier {
  private readonly logger = new Logger('WhatsAppSendPipeline');

  constructor(private readonly extensions: SendExtensions) {}

  sending(send: PendingSend): Promise<void> {
    return this.tell('onSending', (observer) => observer.onSending?.(send));
  }

  /** Calls them with the outcome of a send; not where nobody knows whom it would have gone to. */
  async ended({ send, result, error }: SendOutcome): Promise<void> {
    if (send === undefined) return;
    if (result !== undefined) {
      await this.tell('onAccepted', (observer) => observer.onAccepted?.(send, result));
    } else if (error instanceof SendOutcomeUnknownError) {
      await this.tell('onUnknown', (observer) => observer.onUnknown?.(send, error));
    } else if (error instanceof Error) {
      await this.tell('onRejected', (observer) => observer.onRejected?.(send, error));
    }
  }

  private async tell(
    event: string,
    call: (observer: SendObserver) => void | Promise<void> | undefined,
  ): Promise<void> {
    for (const observer of this.extensions.observers) {
      try {
        await call(observer);
      } catch (error) {
        this.logger.error(
          `${observer.constructor.name}.${event} threw ${nameOfError(error)}; the send goes on`,
          framesOfError(error),
        );
      }
    }
  }
}
