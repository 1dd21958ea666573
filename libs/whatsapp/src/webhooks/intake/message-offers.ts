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
    const offered = `${event.key}|nestjs-whatsapp:offered`;
    const taken = `${event.key}|nestjs-whatsapp:taken`;
    const claim = await this.claims.claim(offered, this.leaseMs);
    if (claim.state === 'busy') return 'busy';
    if (claim.state === 'done') return this.wasTaken(taken);
    const isTaken = await this.isTaken(event);
    if (isTaken) {
      const mark = await this.claims.claim(taken, this.leaseMs);
      if (mark.state === 'claimed') await this.claims.complete(taken, mark.attempt);
    }
    await this.claims.complete(offered, claim.attempt);
    return isTaken ? 'taken' : 'declined';
  }

  private async wasTaken(key: string): Promise<OfferOutcome> {
    const claim = await this.claims.claim(key, this.leaseMs);
    if (claim.state === 'claimed') await this.claims.release(key, claim.attempt);
    return claim.state === 'claimed' ? 'declined' : 'taken';
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
