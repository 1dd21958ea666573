import { Inject, Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { Clock } from '../common/index.js';
import { WHATSAPP_RESOLVED_OPTIONS, type ResolvedWhatsAppOptions } from '../config/internal.js';
import type { GraphApiError } from '../errors/index.js';
import { shuttingDown } from '../graph/internal.js';
import { SendTurn, type PendingSend } from '../messages/index.js';
import { UserAliases } from '../webhooks/index.js';
import { FastestSend } from './fastest-send.js';
import { limitOf } from './limit-of.js';
import { NumberRates } from './number-rates.js';
import { ThroughputLimiter, type TakenTurn, type TurnRequest } from './throughput-limiter.js';
import { ThroughputQueueFullError } from './throughput-queue-full.error.js';
import { TurnQueue } from './turn-queue.js';

/** A message that has its turn and no answer yet. */
interface Underway {
  readonly turn: TakenTurn;
  /** By the clock of this process, which need not be the limiter's. */
  readonly since: number;
}

/** Makes each message wait until its number and its recipient may be sent to, and tells the limiter when it has arrived or was refused. */
@Injectable()
export class LimitedTurn extends SendTurn implements OnApplicationShutdown {
  private readonly logger = new Logger('WhatsAppThroughput');
  private readonly options: ResolvedWhatsAppOptions['throughput'];
  /** By business number, only while somebody waits. */
  readonly #queues = new Map<string, TurnQueue>();
  readonly #underway = new WeakMap<PendingSend, Underway>();
  readonly #fastest = new FastestSend();
  #closing = false;

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
    if (this.#closing) throw shuttingDown();
    // Also where nobody waits: whoever asked the limiter beside the queue could overtake a message to the same user.
    const queue = this.queueOf(request.phoneNumberId);
    if (queue.length >= this.options.maxWaiting) {
      throw new ThroughputQueueFullError(request.phoneNumberId, this.options.maxWaiting);
    }
    const turn = await queue.wait(send.recipient.key, request, send.options.signal);
    this.#underway.set(send, { turn, since: this.clock.now() });
    // The caller has been told already, and will not end this turn.
    if (send.options.signal?.aborted) this.ended(send);
  }

  override ended(send: PendingSend): void {
    const underway = this.#underway.get(send);
    if (underway === undefined) return;
    this.#underway.delete(send);
    const now = this.clock.now();
    const withinMs = this.#fastest.delayOf(now - underway.since, now);
    this.limiter.arrived(underway.turn, withinMs).catch((failure: unknown) => {
      this.logTrouble('a message has arrived', failure);
    });
  }

  override refused(send: PendingSend, error: GraphApiError): void {
    const limit = limitOf(error.graphCode);
    if (!this.options.enforce || limit === undefined) return;
    this.slowDown(send, limit).catch((failure: unknown) => {
      this.logTrouble('Meta refused a message', failure);
    });
  }

  private logTrouble(what: string, failure: unknown): void {
    const name = failure instanceof Error ? failure.name : 'unknown';
    this.logger.error(`The limiter could not be told that ${what} (${name})`);
  }

  /** Nothing is sent any more, so nobody need wait. */
  onApplicationShutdown(): void {
    this.#closing = true;
    for (const queue of this.#queues.values()) queue.close(shuttingDown());
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
