import { Inject, Injectable, Logger } from '@nestjs/common';
import { Clock } from '../common/index.js';
import { WHATSAPP_RESOLVED_OPTIONS, type ResolvedWhatsAppOptions } from '../config/index.js';
import type { GraphApiError } from '../errors/index.js';
import { SendTurn, type PendingSend } from '../messages/index.js';
import { UserAliases } from '../webhooks/index.js';
import { limitOf } from './limit-of.js';
import { NumberRates } from './number-rates.js';
import { ThroughputLimiter, type TurnRequest } from './throughput-limiter.js';
import { ThroughputQueueFullError } from './throughput-queue-full.error.js';
import { TurnQueue } from './turn-queue.js';

/** Makes each message wait until its number and its recipient may be sent to, and tells the limiter what Meta refused. */
@Injectable()
export class LimitedTurn extends SendTurn {
  private readonly logger = new Logger('WhatsAppThroughput');
  private readonly options: ResolvedWhatsAppOptions['throughput'];
  /** By business number, only while somebody waits. */
  readonly #queues = new Map<string, TurnQueue>();

  constructor(
    @Inject(WHATSAPP_RESOLVED_OPTIONS) { throughput }: Pick<ResolvedWhatsAppOptions, 'throughput'>,
    private readonly limiter: ThroughputLimiter,
    private readonly rates: NumberRates,
    private readonly aliases: UserAliases,
    private readonly clock: Clock,
  ) {
    super();
    this.options = throughput;
  }

  /** How many messages wait for the turn of one business number, or of all. */
  waiting(phoneNumberId?: string): number {
    if (phoneNumberId !== undefined) return this.#queues.get(phoneNumberId)?.length ?? 0;
    return [...this.#queues.values()].reduce((sum, { length }) => sum + length, 0);
  }

  async wait(send: PendingSend): Promise<void> {
    if (!this.options.enforce) return;
    const request = await this.requestFor(send);
    // Also where nobody waits: whoever asked the limiter beside the queue could overtake a message to the same user.
    const queue = this.queueOf(request.phoneNumberId);
    if (queue.length >= this.options.maxWaiting) {
      throw new ThroughputQueueFullError(request.phoneNumberId, this.options.maxWaiting);
    }
    await queue.wait(send.recipient.key, request, send.options.signal);
  }

  override refused(send: PendingSend, error: GraphApiError): void {
    const limit = limitOf(error.graphCode);
    if (!this.options.enforce || limit === undefined) return;
    this.slowDown(send, limit).catch((failure: unknown) => {
      this.logger.error(
        `The limiter could not be told that Meta refused a message (${failure instanceof Error ? failure.name : 'unknown'})`,
      );
    });
  }

  private async slowDown(send: PendingSend, limit: 'number' | 'pair'): Promise<void> {
    const request = await this.requestFor(send);
    await this.limiter.slowDown(request, limit);
    // The retry takes no turn of its own.
    await this.limiter.count(request);
  }

  private async requestFor({ account, recipient }: PendingSend): Promise<TurnRequest> {
    const { phoneNumberId } = account;
    const perSecond = this.rates.perSecond(account);
    switch (recipient.kind) {
      case 'group':
        return { phoneNumberId, perSecond };
      case 'user': {
        // One user, one limit, whichever id the message is addressed to.
        const waId = await this.aliases.waIdOf(phoneNumberId, recipient.recipient ?? '');
        return { phoneNumberId, perSecond, pair: waId === undefined ? recipient.key : `phone:+${waId}` };
      }
      case 'phone':
      default:
        return { phoneNumberId, perSecond, pair: recipient.key };
    }
  }

  private queueOf(phoneNumberId: string): TurnQueue {
    const known = this.#queues.get(phoneNumberId);
    if (known) return known;
    const queue = new TurnQueue(this.limiter, this.clock, () => this.#queues.delete(phoneNumberId));
    this.#queues.set(phoneNumberId, queue);
    return queue;
  }
}
