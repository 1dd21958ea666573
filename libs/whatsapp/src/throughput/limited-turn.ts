import { Inject, Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { Clock } from '../common/index.js';
import { WHATSAPP_RESOLVED_OPTIONS, type ResolvedWhatsAppOptions } from '../config/internal.js';
import type { GraphApiError } from '../errors/index.js';
import { shuttingDown } from '../graph/internal.js';
import { SendTurn, type PendingSend, type SendResult } from '../messages/index.js';
import { SendWaits } from '../messages/internal.js';
import { FastestSend } from './fastest-send.js';
import { limitOf } from './limit-of.js';
import { NumberRates } from './number-rates.js';
import { PairKeys } from './pair-keys.js';
import { ThroughputLimiter, type TakenTurn, type TurnRequest } from './throughput-limiter.js';
import { ThroughputQueueFullError } from './throughput-queue-full.error.js';
import { TurnQueue } from './turn-queue.js';

/** What an attempt may take beside what the transport is given, in milliseconds: tokens, observers, a machine that stalls. */
const leaseMarginMs = 60_000;

/** A message that has its turn and no answer yet. */
interface Underway {
  readonly turn: TakenTurn;
  /** By the clock of this process, which need not be the limiter's. */
  readonly since: number;
  refused: boolean;
}

/**
 * Makes each message wait until its number and its recipient may be sent to, and tells the limiter when it has arrived or was
 * refused. A message that is tried again takes another turn, so that it keeps nobody from sending while it waits.
 */
@Injectable()
export class LimitedTurn extends SendTurn implements OnApplicationShutdown {
  private readonly logger = new Logger('WhatsAppThroughput');
  private readonly options: ResolvedWhatsAppOptions['throughput'];
  private readonly leaseMs: number;
  /** By business number, only while somebody waits. */
  readonly #queues = new Map<string, TurnQueue>();
  readonly #underway = new WeakMap<PendingSend, Underway>();
  readonly #fastest = new FastestSend();
  #closing = false;

  constructor(
    @Inject(WHATSAPP_RESOLVED_OPTIONS)
    { throughput, graph }: Pick<ResolvedWhatsAppOptions, 'throughput' | 'graph'>,
    private readonly limiter: ThroughputLimiter,
    private readonly rates: NumberRates,
    private readonly keys: PairKeys,
    private readonly clock: Clock,
    private readonly waits: SendWaits,
  ) {
    super();
    waits.ofTurns((phoneNumberId) => this.#queues.get(phoneNumberId)?.waits() ?? []);
    this.options = throughput;
    this.leaseMs = graph.connectTimeoutMs + graph.headersTimeoutMs + graph.bodyTimeoutMs + leaseMarginMs;
  }

  /** How many messages wait for the turn of one business number, or of all. */
  waiting(phoneNumberId?: string): number {
    if (phoneNumberId !== undefined) return this.#queues.get(phoneNumberId)?.length ?? 0;
    return [...this.#queues.values()].reduce((sum, { length }) => sum + length, 0);
  }

  async wait(send: PendingSend, isRetry: boolean): Promise<void> {
    if (!this.options.enforce) return;
    const request = await this.requestFor(send);
    const { signal } = send.options;
    if (this.#closing) throw shuttingDown();
    signal?.throwIfAborted();
    // Also where nobody waits: whoever asked the limiter beside the queue could overtake a message to the same user.
    const queue = this.queueOf(request.phoneNumberId);
    if (!isRetry && queue.length >= this.options.maxWaiting) {
      throw new ThroughputQueueFullError(request.phoneNumberId, this.options.maxWaiting);
    }
    const turn = await queue.wait(request.pairs[0] ?? send.recipient.key, request, {
      signal,
      first: isRetry,
    });
    this.#underway.set(send, { turn, since: this.clock.monotonic(), refused: false });
    // The caller has been told already, and will not end this turn.
    if (signal?.aborted) await this.ended(send);
  }

  override async ended(send: PendingSend, result?: SendResult): Promise<void> {
    const underway = this.#underway.get(send);
    if (underway === undefined) return;
    this.#underway.delete(send);
    const now = this.clock.monotonic();
    const tookMs = now - underway.since;
    if (result !== undefined) {
      this.#fastest.learn(tookMs, now);
      this.keys.learn(underway.turn.phoneNumberId, send.recipient, result.recipient.waId);
    }
    const { turn, refused } = underway;
    const arrival = { tookMs, delayMs: this.#fastest.delayOf(tookMs, now), refused };
    await this.tell('a message has arrived', () => this.limiter.arrived(turn, arrival));
  }

  override async refused(send: PendingSend, error: GraphApiError): Promise<void> {
    const underway = this.#underway.get(send);
    if (underway) underway.refused = true;
    const limit = limitOf(error.graphCode);
    if (!this.options.enforce || limit === undefined) return;
    await this.tell('Meta refused a message', async () =>
      this.limiter.slowDown(await this.requestFor(send), limit),
    );
  }

  /** Nothing is sent any more, so nobody need wait. */
  onApplicationShutdown(): void {
    this.#closing = true;
    for (const queue of this.#queues.values()) queue.close(shuttingDown());
  }

  /** A limiter that fails must not change what became of a message. */
  private async tell(what: string, call: () => Promise<void>): Promise<void> {
    try {
      await call();
    } catch (error) {
      const name = error instanceof Error ? error.name : 'unknown';
      this.logger.error(`The limiter could not be told that ${what} (${name})`);
    }
  }

  private async requestFor({ account, recipient }: PendingSend): Promise<TurnRequest> {
    const { phoneNumberId } = account;
    return {
      phoneNumberId,
      perSecond: this.rates.perSecond(account),
      pairs: await this.keys.of(phoneNumberId, recipient),
      leaseMs: this.leaseMs,
    };
  }

  private queueOf(phoneNumberId: string): TurnQueue {
    const known = this.#queues.get(phoneNumberId);
    if (known) return known;
    const queue = new TurnQueue(this.limiter, this.clock, {
      onIdle: () => this.#queues.delete(phoneNumberId),
      onHeld: () => this.waits.tell(phoneNumberId),
    });
    this.#queues.set(phoneNumberId, queue);
    return queue;
  }
}
