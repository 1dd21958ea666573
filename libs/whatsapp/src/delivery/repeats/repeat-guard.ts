import { Inject, Injectable, Logger } from '@nestjs/common';
import { WHATSAPP_RESOLVED_OPTIONS, type ResolvedWhatsAppOptions } from '../../config/internal.js';
import {
  WhatsAppSendObserver,
  WhatsAppSendPolicy,
  type PendingSend,
  type SendObserver,
  type SendPolicy,
} from '../../messages/index.js';
import { contentDigest } from './content-digest.js';
import { RepeatStore } from './repeat-store.js';
import { RepeatedMessageError } from './repeated-message.error.js';

/** The same thumb on two messages is no repetition. */
const exempt: ReadonlySet<string> = new Set(['reaction', 'pin']);

/** Notices when the same content goes to the same recipient again. */
@Injectable()
@WhatsAppSendPolicy({ order: 900 })
@WhatsAppSendObserver()
export class RepeatGuard implements SendPolicy, SendObserver {
  private readonly logger = new Logger('WhatsAppRepeatGuard');
  private readonly options: ResolvedWhatsAppOptions['repeatGuard'];
  /** Digests of messages on their way, by correlation id. */
  readonly #onTheirWay = new Map<string, string>();

  constructor(
    private readonly store: RepeatStore,
    @Inject(WHATSAPP_RESOLVED_OPTIONS) { repeatGuard }: Pick<ResolvedWhatsAppOptions, 'repeatGuard'>,
  ) {
    this.options = repeatGuard;
  }

  async check(send: PendingSend): Promise<void> {
    const { mode, windowMs } = this.options;
    if (mode === 'off' || exempt.has(send.type)) return;
    const digest = contentDigest(send);
    const earlier = await this.store.remember(digest, send.correlationId, windowMs);
    if (earlier === undefined) {
      this.#onTheirWay.set(send.correlationId, digest);
    } else if (mode === 'block') {
      throw new RepeatedMessageError(earlier);
    } else {
      this.logger.warn(
        `A ${send.type} message (send ${send.correlationId}) repeats what went to the same recipient as send ${earlier}; Meta may treat repetitions as spam`,
      );
    }
  }

  onAccepted({ correlationId }: PendingSend): void {
    this.#onTheirWay.delete(correlationId);
  }

  /** It may have been sent: that counts. */
  onUnknown({ correlationId }: PendingSend): void {
    this.#onTheirWay.delete(correlationId);
  }

  async onRejected({ correlationId }: PendingSend): Promise<void> {
    const digest = this.#onTheirWay.get(correlationId);
    if (digest === undefined) return;
    this.#onTheirWay.delete(correlationId);
    await this.store.forget(digest, correlationId);
  }
}
