import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { HealthIndicatorService, type HealthIndicatorResult } from '@nestjs/terminus';
import { AccountDirectory } from '../accounts/index.js';
import { Clock } from '../common/index.js';
import { withTimeout } from '../common/internal.js';
import { DEFAULT_ACCOUNT } from '../config/internal.js';
import { SendCancelledError, WhatsAppError } from '../errors/index.js';
import { GraphClient } from '../graph/index.js';
import { WhatsAppStorage } from '../storage/index.js';
import { reportedFields, reportOn, withHistory, type NumberReport } from './number-report.js';
import { QualityHistory } from './quality-history.js';

/** Options of a health check: the number, and how it is checked. */
export interface WhatsAppHealthOptions {
  /** The account's name or a tenant. @default the default account */
  readonly account?: string;
  /** Milliseconds after which Meta is taken not to answer; retries count in. @default 5000 */
  readonly timeoutMs?: number;
  /** Milliseconds for which an answer is good, be it good news or bad. @default 60000 */
  readonly cacheMs?: number;
}

/** The grace period in milliseconds for a part that does not heed its signal (a token provider, for instance); then it is cut off. */
const GRACE_MS = 250;

/** The history of a number's quality is waited for so long, in milliseconds. */
const historyWithinMs = 500;

/**
 * Asks Meta whether a business number can send: the token works, the number answers, its quality rating, health status and
 * throughput. Costs no message, asks at most once a minute for each account, and never throws.
 *
 * Bad news is cached like good news: whoever looks at a broken number every second would otherwise call Meta every second, and
 * with an expired token or a throttled account that makes things worse. `checkedAt` says how old the answer is.
 *
 * It tells of Meta's side. Keep it out of readiness probes: an expired token must not take the pods out, and so stop the
 * webhooks too. Name only accounts of your own, never what a client sent: each one checked keeps a place in the cache.
 *
 * @example
 * ```ts
 * @Get('whatsapp') @HealthCheck()
 * check() {
 *   return this.health.check([() => this.whatsapp.check('whatsapp')]);
 * }
 * ```
 * @publicApi
 */
@Injectable()
export class WhatsAppHealthIndicator {
  readonly #quality: QualityHistory;
  // Terminus caches by key for the whole application, which may hold two registrations of the module.
  readonly #cachePrefix = `nestjs-whatsapp:${randomUUID()}:`;

  constructor(
    private readonly indicators: HealthIndicatorService,
    private readonly accounts: AccountDirectory,
    private readonly graph: GraphClient,
    private readonly clock: Clock,
    private readonly storage: WhatsAppStorage,
  ) {
    this.#quality = new QualityHistory(storage);
  }

  /** `up`, `degraded` or `down`, each but `up` with a `reason`. */
  async check<const Key extends string>(
    key: Key,
    { account = DEFAULT_ACCOUNT, timeoutMs = 5_000, cacheMs = 60_000 }: WhatsAppHealthOptions = {},
  ): Promise<HealthIndicatorResult<Key>> {
    if (!isDuration(timeoutMs) || !isDuration(cacheMs)) {
      const reason =
        '`timeoutMs` and `cacheMs` of the check must be whole milliseconds from 0 to 86400000 (a day)';
      return this.indicators.check(key).down({ reason });
    }
    const cacheKey = this.#cachePrefix + account;
    const attempt = this.indicators
      .check(cacheKey)
      .attempt(() => this.ask(account, timeoutMs))
      .withTimeout(timeoutMs + GRACE_MS)
      .cacheFor(cacheMs);
    return this.resultOf(key, (await attempt)[cacheKey], timeoutMs);
  }

  /**
   * Asks the storage for a record that is not there: `up`, or `down` with a `reason`. While it is away, webhooks are answered 503 and keyed
   * sends are rejected.
   *
   * @param options.timeoutMs after which it is taken to be away, whatever its own `waitMs`. @default 2000
   */
  async checkStorage<const Key extends string>(
    key: Key,
    { timeoutMs = 2_000 }: Pick<WhatsAppHealthOptions, 'timeoutMs'> = {},
  ): Promise<HealthIndicatorResult<Key>> {
    if (!isDuration(timeoutMs)) {
      const reason = '`timeoutMs` of the check must be whole milliseconds from 0 to 86400000 (a day)';
      return this.indicators.check(key).down({ reason });
    }
    const outcome = await this.indicators
      .check(key)
      .attempt(() => this.askStorage())
      .withTimeout(timeoutMs);
    return this.resultOf(key, outcome[key], timeoutMs);
  }

  private async askStorage(): Promise<NumberReport> {
    try {
      await this.storage.getMany('health', ['check']);
      return { verdict: 'up' };
    } catch (error) {
      const reason =
        error instanceof WhatsAppError
          ? error.message
          : `the storage threw ${error instanceof Error ? error.constructor.name : 'something that is no error'}`;
      return { verdict: 'down', reason };
    }
  }

  /** An `attempt` knows only up and down: the verdict travels in its data. */
  private resultOf<const Key extends string>(
    key: Key,
    outcome: Readonly<Record<string, unknown>> | undefined,
    timeoutMs: number,
  ): HealthIndicatorResult<Key> {
    const session = this.indicators.check(key);
    const {
      status: _status,
      responseTime,
      cachedResponse,
      verdict,
      message: _message,
      ...details
    } = outcome ?? {};
    const data = { ...details, responseTimeMs: responseTime, fromCache: cachedResponse === true };
    if (verdict === 'up') return session.up(data);
    if (verdict === 'degraded') return session.degraded(data);
    if (verdict === 'down') return session.down(data);
    // Terminus gave up waiting: `ask` turns everything else into a report, and ends in time where its parts heed the signal.
    return session.down({ ...data, reason: `there was no answer within ${timeoutMs} ms` });
  }

  /** Remembers the rating. A failure to keep it changes nothing about the number. */
  private async remember(phoneNumberId: string, report: NumberReport): Promise<NumberReport> {
    if (report.qualityRating === undefined) return report;
    const now = this.clock.now();
    try {
      // A storage that is away must not make the number look so.
      const kept = this.#quality.add(phoneNumberId, report.qualityRating, now);
      const history = await withTimeout(this.clock, historyWithinMs, kept);
      return history === undefined ? report : withHistory(report, history, now);
    } catch {
      return report;
    }
  }

  private async ask(accountName: string, timeoutMs: number): Promise<NumberReport & { checkedAt: string }> {
    const checkedAt = new Date(this.clock.now()).toISOString();
    const signal = AbortSignal.timeout(timeoutMs);
    try {
      const account = await this.accounts.get(accountName);
      const report = await this.graph.get(account, account.phoneNumberId, {
        query: { fields: reportedFields },
        signal,
        accept: (node: unknown) => reportOn(node, account.phoneNumberId),
      });
      return { ...(await this.remember(account.phoneNumberId, report)), checkedAt };
    } catch (error) {
      const reason = reasonOf(error, signal.aborted ? timeoutMs : undefined);
      return { verdict: 'down', reason, checkedAt };
    }
  }
}

/** Returns `true` for a duration from nothing to a day. */
function isDuration(ms: number): boolean {
  return Number.isInteger(ms) && ms >= 0 && ms <= 86_400_000;
}

/**
 * Returns the reason why a check failed, for people on call. Our own errors hold no secrets; what parts of the application throw might, so only
 * its class is named.
 */
export function reasonOf(error: unknown, elapsedMs?: number): string {
  if (elapsedMs !== undefined) {
    // Cut off while it waited to try again: what made it wait says more than the time limit.
    return error instanceof SendCancelledError && error.cause instanceof WhatsAppError
      ? error.cause.message
      : `there was no answer within ${elapsedMs} ms`;
  }
  if (error instanceof WhatsAppError) return error.message;
  const thrown = error instanceof Error ? error.constructor.name : 'something that is no error';
  return `a part of the application (AccountResolver, RetryPolicy or Clock) threw ${thrown} before Meta had answered`;
}
