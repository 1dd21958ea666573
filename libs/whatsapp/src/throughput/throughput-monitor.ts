import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { Clock } from '../common/index.js';
import { WHATSAPP_RESOLVED_OPTIONS, type ResolvedWhatsAppOptions } from '../config/internal.js';
import { InboundHandlers, type HandlerOutcome, type InboundEvent } from '../webhooks/index.js';
import { limitOf } from './limit-of.js';
import { NumberRates } from './number-rates.js';
import { ThroughputLimiter, type LimitedNumber } from './throughput-limiter.js';

/** Older messages come from a delivery that was repeated, and counted when they were new. */
const countedForMs = 10_000;

/** Tells the limiter what comes in: messages, which count like those that go out, and refusals that Meta reports later. */
@Injectable()
export class ThroughputMonitor implements OnModuleInit {
  constructor(
    private readonly limiter: ThroughputLimiter,
    private readonly rates: NumberRates,
    private readonly clock: Clock,
    private readonly handlers: InboundHandlers,
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
    switch (event.kind) {
      case 'message':
        return this.clock.now() - event.timestamp <= countedForMs;
      case 'status':
        return event.status.errors?.some(({ code }) => limitOf(code) !== undefined) ?? false;
      case 'error':
        // Without a message nobody can say whose pair it is.
        return limitOf(event.error.code) === 'number';
      case 'field':
        return event.field === 'phone_number_quality_update';
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
    if (event.kind === 'message') await this.limiter.count(number);
    if (event.kind === 'error') await this.limiter.slowDown(number, 'number');
    if (event.kind === 'status') {
      const { errors = [], recipient_id: waId } = event.status;
      const limit = errors.map(({ code }) => limitOf(code)).find((found) => found !== undefined);
      if (limit !== undefined) {
        await this.limiter.slowDown({ ...number, pair: waId && `phone:+${waId}` }, limit);
      }
    }
    return 'handled';
  }

  private numberOf({ metadata, account }: InboundEvent): LimitedNumber | undefined {
    const phoneNumberId = metadata?.phone_number_id;
    // Nothing is sent from a number that no account has.
    if (phoneNumberId === undefined || account === undefined) return undefined;
    return { phoneNumberId, perSecond: this.rates.perSecond(account) };
  }
}
