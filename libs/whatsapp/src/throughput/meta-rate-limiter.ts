import { Inject, Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { Clock } from '../common/index.js';
import { WHATSAPP_RESOLVED_OPTIONS, type ResolvedWhatsAppOptions } from '../config/internal.js';
import { WhatsAppThrottlingError, type GraphApiError } from '../errors/index.js';
import { shuttingDown } from '../graph/internal.js';
import { SendRateLimiter, type PendingSend, type SendResult } from '../messages/index.js';
import { SendWaits } from '../messages/internal.js';
import type { Awaitable } from '../storage/index.js';
import { MinimumLatency } from './minimum-latency.js';
import { limitOf } from './limit-of.js';
import { NumberRates } from './number-rates.js';
import { PairKeys } from './pair-keys.js';
import { RateLimits, type Permit, type PermitRequest } from './rate-limits.js';
import { FairQueue } from './fair-queue.js';
import { policyRefusal } from '../errors/internal.js';

/** A message that has its turn and no answer yet. */
interface Underway {
  readonly turn: Permit;
  refused: boolean;
}

/**
 * Makes each message wait until its number and its recipient may be sent to, and notes when it has arrived or was refused. A message that is tried again takes another turn, so that it keeps nobody from sending while it waits.
 */
@Injectable()
export class MetaRateLimiter extends SendRateLimiter implements OnApplicationShutdown {
  private readonly logger = new Logger('WhatsAppThroughput');
  private readonly options: ResolvedWhatsAppOptions['throughput'];
  /** The queues by business number, only while somebody waits. */
  readonly #queues = new Map<string, FairQueue>();
  readonly #underway = new WeakMap<PendingSend, Underway>();
  readonly #fastest = new MinimumLatency();
  #closing = false;

  constructor(
    @Inject(WHATSAPP_RESOLVED_OPTIONS)
    { throughput }: Pick<ResolvedWhatsAppOptions, 'throughput'>,
    private readonly limits: RateLimits,
    private readonly rates: NumberRates,
    private readonly keys: PairKeys,
    private readonly clock: Clock,
    private readonly waits: SendWaits,
  ) {
    super();
    waits.ofTurns((phoneNumberId) => this.#queues.get(phoneNumberId)?.waits() ?? []);
    this.options = throughput;
  }

  /** Returns the number of messages that wait for the turn of one business number, or of all. */
  waiting(phoneNumberId?: string): number {
    if (phoneNumberId !== undefined) return this.#queues.get(phoneNumberId)?.length ?? 0;
    return [...this.#queues.values()].reduce((sum, { length }) => sum + length, 0);
  }

  wait(send: PendingSend, isRetry: boolean): void | Promise<void> {
    if (this.options.enforce) return this.waitInLine(send, isRetry);
  }

  override async ended(send: PendingSend, result?: SendResult): Promise<void> {
    const underway = this.#underway.get(send);
    if (underway === undefined) return;
    this.#underway.delete(send);
    const { turn, refused } = underway;
    const now = this.clock.monotonic();
    const tookMs = now - turn.takenAt;
    if (result !== undefined) {
      this.#fastest.learn(tookMs, now);
      const { waId } = result.recipient;
      await this.tell('how a number is spelled', async () =>
        this.keys.learn(turn.phoneNumberId, send.recipient, waId),
      );
    }
    const arrival = { tookMs, delayMs: this.#fastest.delayOf(tookMs, now), refused };
    await this.tell('a message has arrived', () => this.limits.arrived(turn, arrival));
  }

  override async refused(send: PendingSend, error: GraphApiError): Promise<void> {
    const underway = this.#underway.get(send);
    if (underway) underway.refused = true;
    const limit = limitOf(error.graphCode);
    if (!this.options.enforce || limit === undefined) return;
    await this.tell('Meta refused a message', async () =>
      this.limits.slowDown(await this.requestFor(send), limit),
    );
  }

  /** Ends all waits, because nothing is sent any more. */
  onApplicationShutdown(): void {
    this.#closing = true;
    for (const queue of this.#queues.values()) queue.close(shuttingDown());
  }

  private async waitInLine(send: PendingSend, isRetry: boolean): Promise<void> {
    const request = await this.requestFor(send);
    const { signal } = send.options;
    if (this.#closing) throw shuttingDown();
    signal?.throwIfAborted();
    // Also where nobody waits: whoever took a turn beside the queue could overtake a message to the same user.
    const queue = this.queueOf(request.phoneNumberId);
    if (!isRetry && queue.length >= this.options.maxWaiting) {
      throw queueFull(request.phoneNumberId, this.options.maxWaiting);
    }
    const taken = queue.take(request.pairs[0] ?? send.recipient.key, request, { signal, first: isRetry });
    const turn = taken instanceof Promise ? await taken : taken;
    this.#underway.set(send, { turn, refused: false });
    // The caller has been told already, and will not end this turn.
    if (signal?.aborted) await this.ended(send);
  }

  /** An account that is not kept must not change what became of a message. */
  private async tell(what: string, call: () => Awaitable<void>): Promise<void> {
    try {
      await call();
    } catch (error) {
      const name = error instanceof Error ? error.name : 'unknown';
      this.logger.error(`It could not be noted that ${what} (${name}): the limits may be kept less well`);
    }
  }

  private async requestFor({ account, recipient }: PendingSend): Promise<PermitRequest> {
    const { phoneNumberId } = account;
    return {
      phoneNumberId,
      perSecond: this.rates.perSecond(account),
      pairs: await this.keys.of({ account, recipient }),
    };
  }

  private queueOf(phoneNumberId: string): FairQueue {
    const known = this.#queues.get(phoneNumberId);
    if (known) return known;
    const queue: FairQueue = new FairQueue(this.limits, this.clock, {
      onIdle: () => {
        // A number may wake the queue that it had before.
        if (this.#queues.get(phoneNumberId) === queue) this.#queues.delete(phoneNumberId);
      },
      onHeld: () => this.waits.tell(phoneNumberId),
    });
    this.#queues.set(phoneNumberId, queue);
    return queue;
  }
}

function queueFull(phoneNumberId: string, maxWaiting: number): WhatsAppThrottlingError {
  const fields = policyRefusal({
    policy: 'throughput',
    reason: `${maxWaiting} messages wait for number ${phoneNumberId} already`,
    graphCode: 130429,
    advice:
      'Send more slowly, raise `throughput.maxWaiting`, or ask Meta for a higher throughput of the number.',
  });
  return new WhatsAppThrottlingError({ ...fields, phoneNumberId, maxWaiting });
}
