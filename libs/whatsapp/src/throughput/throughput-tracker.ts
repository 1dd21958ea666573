import { Inject, Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { Clock } from '../common/index.js';
import { WHATSAPP_RESOLVED_OPTIONS, type ResolvedWhatsAppOptions } from '../config/internal.js';
import {
  InboundHandlerRegistry,
  type HandlerOutcome,
  type InboundEvent,
  type MessageStatusEvent,
} from '../webhooks/index.js';
import type { UserIds } from '../users/index.js';
import { errorCodesOf, userOfEvent } from '../webhooks/internal.js';
import { limitOf } from './limit-of.js';
import { NumberRates } from './number-rates.js';
import { PairKeys } from './pair-keys.js';
import { RateLimits, type LimitedNumber, type LimitKind } from './rate-limits.js';

/** The oldest age of an event that counts: an older one comes from a delivery that was late or is repeated, and counted when it was new, or says nothing of now. */
const countedForMs = 10_000;

/** Counts incoming messages, which count like those that go out, and refusals that Meta reports later. */
@Injectable()
export class ThroughputTracker implements OnModuleInit {
  private readonly logger = new Logger('WhatsAppThroughput');

  constructor(
    private readonly limits: RateLimits,
    private readonly rates: NumberRates,
    private readonly keys: PairKeys,
    private readonly clock: Clock,
    private readonly handlers: InboundHandlerRegistry,
    @Inject(WHATSAPP_RESOLVED_OPTIONS)
    private readonly options: Pick<ResolvedWhatsAppOptions, 'throughput'>,
  ) {}

  onModuleInit(): void {
    if (!this.options.throughput.enforce) return;
    this.handlers.add({
      id: 'nestjs-whatsapp:throughput',
      order: -200,
      matches: (event) => this.concerns(event),
      handle: (event) => this.handle(event),
    });
  }

  private concerns(event: InboundEvent): boolean {
    if (event.kind === 'field') return event.field === 'phone_number_quality_update';
    if (this.clock.now() - event.timestamp > countedForMs) return false;
    switch (event.kind) {
      case 'message':
        return true;
      case 'status':
        return limitOfStatus(event) !== undefined;
      case 'error':
        // Without a message nobody can say whose pair it is.
        return limitOf(event.error.code) === 'number';
      case 'call':
      case 'call-status':
      default:
        return false;
    }
  }

  private async handle(event: InboundEvent): Promise<HandlerOutcome> {
    if (event.kind === 'field') {
      // The webhook names the number by its digits and not by its id, so all of them are looked at again.
      this.rates.forget();
      return 'handled';
    }
    const number = this.numberOf(event);
    if (number === undefined) return 'skipped';
    try {
      await this.tell(number, event);
    } catch (error) {
      // An account that is not kept must not decide over a delivery, and Meta would only deliver it again.
      this.logger.error(
        `A webhook could not be counted (${error instanceof Error ? error.name : 'unknown'}): the limits may be kept less well`,
      );
    }
    return 'handled';
  }

  private async tell(number: LimitedNumber, event: InboundEvent): Promise<void> {
    if (event.kind === 'message') this.limits.count(number);
    if (event.kind === 'error') await this.limits.slowDown({ ...number, pairs: [] }, 'number');
    if (event.kind === 'status') {
      const limit = limitOfStatus(event);
      if (limit === undefined) return;
      const { waId, userId }: UserIds = userOfEvent(event) ?? {};
      await this.limits.slowDown({ ...number, pairs: this.keys.ofWebhook(waId, userId) }, limit);
    }
  }

  private numberOf({ metadata, account }: InboundEvent): LimitedNumber | undefined {
    const phoneNumberId = metadata?.phone_number_id;
    // Nothing is sent from a number that no account has.
    if (phoneNumberId === undefined || account === undefined) return undefined;
    return { phoneNumberId, perSecond: this.rates.perSecond(account) };
  }
}

function limitOfStatus(event: MessageStatusEvent): LimitKind | undefined {
  return errorCodesOf(event)
    .map((code) => limitOf(code))
    .find((limit) => limit !== undefined);
}
