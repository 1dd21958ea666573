import { Inject, Injectable, Logger } from '@nestjs/common';
import { WHATSAPP_RESOLVED_OPTIONS, type ResolvedWhatsAppOptions } from '../config/internal.js';
import {
  WhatsAppSendObserver,
  WhatsAppSendPolicy,
  type PendingSend,
  type SendObserver,
  type SendPolicy,
} from '../messages/index.js';
import { contentDigest } from './content-digest.js';
import { RepeatStore } from './repeat-store.js';
import { RepeatedMessageError } from './repeated-message.error.js';

/** The same thumb on two messages is no repetition. */
const exempt: ReadonlySet<string> = new Set(['reaction', 'pin']);

/** A message that has not left yet, and what it was remembered under. */
interface Remembered {
  readonly digest: string;
  /** The message that was remembered before; `undefined` where this is the first. */
  readonly earlier: Promise<string | undefined>;
}

/**
 * Notices when the same content goes to the same recipient again. It comes after the policies of the application, which may replace
 * the message. Where its store fails the message goes out: a guard that cannot look must not stop what is no repetition.
 */
@Injectable()
@WhatsAppSendPolicy({ order: 10_000 })
@WhatsAppSendObserver()
export class RepeatGuard implements SendPolicy, SendObserver {
  private readonly logger = new Logger('WhatsAppRepeatGuard');
  private readonly options: ResolvedWhatsAppOptions['repeatGuard'];
  /** The sends that are on their way, by correlation id. */
  readonly #onTheirWay = new Map<string, Remembered>();

  constructor(
    private readonly store: RepeatStore,
    @Inject(WHATSAPP_RESOLVED_OPTIONS) { repeatGuard }: Pick<ResolvedWhatsAppOptions, 'repeatGuard'>,
  ) {
    this.options = repeatGuard;
  }

  /** The number of checked messages that are not through yet. */
  get waiting(): number {
    return this.#onTheirWay.size;
  }

  async check(send: PendingSend): Promise<void> {
    const { mode, windowMs } = this.options;
    if (mode === 'off' || exempt.has(send.type)) return;
    const { correlationId, type } = send;
    const digest = contentDigest(send);
    // Before the store answers: the send may be cancelled meanwhile.
    const remembered = { digest, earlier: this.remember(digest, correlationId, windowMs) };
    this.#onTheirWay.set(correlationId, remembered);
    const earlier = await remembered.earlier;
    if (earlier === undefined) return;
    this.#onTheirWay.delete(correlationId);
    if (mode === 'block') throw new RepeatedMessageError(earlier);
    this.logger.warn(
      `A ${type} message (send ${correlationId}) repeats what went to the same recipient as send ${earlier}; Meta may treat repetitions as spam`,
    );
  }

  onAccepted({ correlationId }: PendingSend): void {
    this.#onTheirWay.delete(correlationId);
  }

  /** Counts a message whose outcome is unknown, because it may have been sent. */
  onUnknown({ correlationId }: PendingSend): void {
    this.#onTheirWay.delete(correlationId);
  }

  async onRejected({ correlationId }: PendingSend): Promise<void> {
    const remembered = this.#onTheirWay.get(correlationId);
    if (remembered === undefined) return;
    this.#onTheirWay.delete(correlationId);
    if ((await remembered.earlier) === undefined) await this.store.forget(remembered.digest, correlationId);
  }

  private async remember(digest: string, name: string, windowMs: number): Promise<string | undefined> {
    try {
      return await this.store.remember(digest, name, windowMs);
    } catch (error) {
      this.logger.error(
        `The storage could not be asked for repeats (${error instanceof Error ? error.name : 'unknown'}); the message is not checked for repetition`,
      );
      return undefined;
    }
  }
}
