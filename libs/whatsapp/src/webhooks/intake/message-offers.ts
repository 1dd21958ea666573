import { Inject, Injectable, Logger } from '@nestjs/common';
import { WHATSAPP_RESOLVED_OPTIONS, type ResolvedWhatsAppOptions } from '../../config/internal.js';
import { nameOfError } from '../../observability/internal.js';
import type { InboundMessageEvent } from '../inbound-event.js';
import { nameOfEvent } from './describe-failure.js';
import { EventClaims } from './event-claims.js';
import { IntakeHooks } from './intake-hooks.js';

/** What came of offering a message: a hook took it, none did, or another process is offering it right now. */
export type OfferOutcome = 'taken' | 'declined' | 'busy';

/**
 * Offers each message to the hooks once, however often it is delivered, and remembers whether it was taken. Messages of one
 * conversation are offered one after another: whoever asked first must get the answer that was given first.
 */
@Injectable()
export class MessageOffers {
  private readonly logger = new Logger('WhatsAppWebhooks');
  private readonly leaseMs: number;
  /** By conversation: the end of what was offered last. */
  readonly #last = new Map<string, Promise<void>>();

  constructor(
    private readonly hooks: IntakeHooks,
    private readonly claims: EventClaims,
    @Inject(WHATSAPP_RESOLVED_OPTIONS) { webhooks }: Pick<ResolvedWhatsAppOptions, 'webhooks'>,
  ) {
    this.leaseMs = webhooks.leaseMs;
  }

  async offer(event: InboundMessageEvent): Promise<OfferOutcome> {
    if (this.hooks.all.length === 0) return 'declined';
    const { conversation } = event;
    if (conversation === undefined) return this.offerNow(event);
    const before = this.#last.get(conversation) ?? Promise.resolve();
    const outcome = before.then(() => this.offerNow(event));
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

  private async offerNow(event: InboundMessageEvent): Promise<OfferOutcome> {
    const key = `${event.key}|nestjs-whatsapp:offered`;
    const claim = await this.claims.claim(key, this.leaseMs);
    if (claim.state === 'busy') return 'busy';
    if (claim.state === 'done') return claim.outcome === 'taken' ? 'taken' : 'declined';
    const isTaken = await this.isTaken(event);
    await this.claims.complete(key, claim.attempt, isTaken ? 'taken' : undefined);
    return isTaken ? 'taken' : 'declined';
  }

  private async isTaken(event: InboundMessageEvent): Promise<boolean> {
    for (const hook of this.hooks.all) {
      try {
        if (await hook.take(event)) return true;
      } catch (error) {
        this.logger.error(
          `Hook ${hook.id} failed with ${nameOfError(error)} for ${nameOfEvent(event)}: the message goes to the handlers`,
        );
      }
    }
    return false;
  }
}
