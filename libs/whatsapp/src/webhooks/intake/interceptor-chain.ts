import { Inject, Injectable, Logger } from '@nestjs/common';
import { WHATSAPP_RESOLVED_OPTIONS, type ResolvedWhatsAppOptions } from '../../config/internal.js';
import { nameOfError } from '../../observability/internal.js';
import type { InboundMessageEvent } from '../events/inbound-event.js';
import { nameOfEvent } from './describe-failure.js';
import { EventClaims } from './event-claims.js';

/** Sees a message before it waits for its turn, and may take it for itself. */
export interface MessageInterceptor {
  /** The name for the log. */
  readonly id: string;
  /** Whether it may take the message at all. Asked often: what is not wanted costs no claim. */
  wants(event: InboundMessageEvent): boolean | Promise<boolean>;
  /**
   * Offers a new message that the interceptor wants: once for each, in the order of their
   * timestamps within a delivery. `true` takes the message: the library's own handlers still see
   * it, at once and not in its conversation's turn; the application's do not.
   */
  intercept(event: InboundMessageEvent): boolean | Promise<boolean>;
}

/** The result of the interceptors: one took the message, it goes on to the handlers, or another process is at it right now. */
export type Interception = 'intercepted' | 'passed' | 'busy';

/**
 * Shows each message to the interceptors once, however often it is delivered. Messages of one conversation are shown one after
 * another: whoever asked first must get the answer that was given first.
 */
@Injectable()
export class InterceptorChain {
  private readonly logger = new Logger('WhatsAppWebhooks');
  private readonly leaseMs: number;
  readonly #interceptors = new Set<MessageInterceptor>();
  /** The end of the last interception, by conversation. */
  readonly #last = new Map<string, Promise<void>>();

  constructor(
    private readonly claims: EventClaims,
    @Inject(WHATSAPP_RESOLVED_OPTIONS) { webhooks }: Pick<ResolvedWhatsAppOptions, 'webhooks'>,
  ) {
    this.leaseMs = webhooks.leaseMs;
  }

  /** Adds one after the others; the function that is returned takes it away again. */
  add(interceptor: MessageInterceptor): () => void {
    this.#interceptors.add(interceptor);
    return () => void this.#interceptors.delete(interceptor);
  }

  async intercept(event: InboundMessageEvent): Promise<Interception> {
    if (this.#interceptors.size === 0) return 'passed';
    const { conversation } = event;
    if (conversation === undefined) return this.interceptNow(event);
    const before = this.#last.get(conversation) ?? Promise.resolve();
    const outcome = before.then(() => this.interceptNow(event));
    const end = outcome.then(
      () => undefined,
      () => undefined,
    );
    this.#last.set(conversation, end);
    try {
      return await outcome;
    } finally {
      if (this.#last.get(conversation) === end) this.#last.delete(conversation);
    }
  }

  private async interceptNow(event: InboundMessageEvent): Promise<Interception> {
    const willing = await this.willing(event);
    if (willing.length === 0) return 'passed';
    const { key } = event;
    const claim = await this.claims.claim(key, this.leaseMs);
    if (claim.state === 'busy') return 'busy';
    if (claim.state === 'done') return claim.outcome === 'intercepted' ? 'intercepted' : 'passed';
    const isTaken = !claim.passed && (await this.isTaken(event, willing));
    if (isTaken) await this.claims.complete(key, claim.attempt, 'intercepted');
    // Its handlers have not begun: no attempt has been used up.
    else await this.claims.giveBack(key, claim.attempt, true);
    return isTaken ? 'intercepted' : 'passed';
  }

  private async willing(event: InboundMessageEvent): Promise<MessageInterceptor[]> {
    const willing: MessageInterceptor[] = [];
    for (const interceptor of this.#interceptors) {
      if (await this.asks(interceptor, event, () => interceptor.wants(event))) willing.push(interceptor);
    }
    return willing;
  }

  private async isTaken(
    event: InboundMessageEvent,
    interceptors: readonly MessageInterceptor[],
  ): Promise<boolean> {
    for (const interceptor of interceptors) {
      if (await this.asks(interceptor, event, () => interceptor.intercept(event))) return true;
    }
    return false;
  }

  private async asks(
    { id }: MessageInterceptor,
    event: InboundMessageEvent,
    question: () => boolean | Promise<boolean>,
  ): Promise<boolean> {
    try {
      return await question();
    } catch (error) {
      this.logger.error(
        `Interceptor ${id} failed with ${nameOfError(error)} for ${nameOfEvent(event)}: the message goes to the handlers`,
      );
      return false;
    }
  }
}
