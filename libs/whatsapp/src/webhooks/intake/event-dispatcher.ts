import { Inject, Injectable, Logger } from '@nestjs/common';
import { WHATSAPP_RESOLVED_OPTIONS, type ResolvedWhatsAppOptions } from '../../config/internal.js';
import type { InboundEvent } from '../inbound-event.js';
import { ClaimStore } from './claim-store.js';
import { describeFailure } from './describe-failure.js';
import { HandlerAbandonedError } from './handler-failure.js';
import type { InboundHandler } from './inbound-handler.js';
import { HandlerTimeKeeper } from './handler-time-keeper.js';
import { InboundHandlers, isLibrarys } from './inbound-handlers.js';
import { InboundStreams } from './inbound-streams.js';
import { LeaseKeeper } from './lease-keeper.js';

/** `settled`: every handler has succeeded or was given up. `unsettled`: the event must come again. */
export type EventOutcome = 'settled' | 'unsettled';

/** Runs the handlers of one event, each once, whatever becomes of the others. */
@Injectable()
export class EventDispatcher {
  private readonly logger = new Logger('WhatsAppWebhooks');
  private readonly options: ResolvedWhatsAppOptions['webhooks'];
  private readonly leases: LeaseKeeper;

  constructor(
    private readonly handlers: InboundHandlers,
    private readonly claims: ClaimStore,
    private readonly streams: InboundStreams,
    private readonly times: HandlerTimeKeeper,
    @Inject(WHATSAPP_RESOLVED_OPTIONS) { webhooks }: Pick<ResolvedWhatsAppOptions, 'webhooks'>,
  ) {
    this.options = webhooks;
    this.leases = new LeaseKeeper(claims, times.timer, webhooks.leaseMs);
  }

  /** One handler after another: the library's own first. */
  async dispatch(event: InboundEvent, audience: 'all' | 'library'): Promise<EventOutcome> {
    let outcome: EventOutcome = 'settled';
    for (const handler of this.handlers.matching(event)) {
      if (audience === 'library' && !isLibrarys(handler)) continue;
      if ((await this.runOnce(handler, event)) === 'unsettled') outcome = 'unsettled';
    }
    return outcome;
  }

  /** Leaves no timer behind. */
  stop(): void {
    this.times.stop();
  }

  private async runOnce(handler: InboundHandler, event: InboundEvent): Promise<EventOutcome> {
    const key = `${event.key}|${handler.id}`;
    const claim = await this.claims.claim(key, this.options.leaseMs);
    if (claim.state === 'done') return 'settled';
    if (claim.state === 'busy') return 'unsettled';
    const { attempt } = claim;
    if (attempt > this.options.maxAttempts) {
      return this.fail(handler, event, key, attempt - 1, new HandlerAbandonedError(), attempt);
    }
    const letGo = this.leases.hold(key, attempt);
    try {
      await this.times.run(handler, event, attempt);
    } catch (error) {
      return await this.fail(handler, event, key, attempt, error);
    } finally {
      letGo();
    }
    await this.claims.complete(key, attempt);
    return 'settled';
  }

  private async fail(
    handler: InboundHandler,
    event: InboundEvent,
    key: string,
    attempt: number,
    error: unknown,
    claimed = attempt,
  ): Promise<EventOutcome> {
    const { acknowledge, maxAttempts } = this.options;
    // Meta has its 200 already, and delivers nothing again.
    const willRunAgain = attempt < maxAttempts && acknowledge === 'after-handlers';
    const handlerId = handler.id;
    this.logger.error(
      ...describeFailure(event, handlerId, error, `run ${attempt} of ${maxAttempts}`, willRunAgain),
    );
    this.streams.errors.next({ event, handlerId, error, attempt, willRunAgain });
    if (willRunAgain) {
      await this.claims.release(key, claimed);
      return 'unsettled';
    }
    this.streams.deadLetters.next({ event, handlerId, error, attempts: attempt });
    await this.claims.complete(key, claimed);
    return 'settled';
  }
}
