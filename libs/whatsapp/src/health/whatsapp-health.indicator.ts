import { Injectable } from '@nestjs/common';
import { HealthIndicatorService, type HealthIndicatorResult } from '@nestjs/terminus';
import { WhatsAppAccounts } from '../accounts/index.js';
import { WhatsAppError } from '../errors/index.js';
import { GraphClient } from '../graph/index.js';
import { reportedFields, reportOn, type NumberReport } from './number-report.js';

/** Which number is checked, and how. */
export interface WhatsAppHealthOptions {
  /** The account's name or a tenant. @default the default account */
  readonly account?: string;
  /** Milliseconds after which Meta is taken not to answer. @default 5000 */
  readonly timeoutMs?: number;
  /** Milliseconds for which an answer is good. @default 60000 */
  readonly cacheMs?: number;
}

/**
 * Asks Meta whether a business number can send: the token works, the number answers, its quality rating, health status and
 * throughput. Costs no message, asks at most once a minute, and never throws.
 *
 * It tells of Meta's side. Keep it out of readiness probes: an expired token must not take the pods out, and so stop the
 * webhooks too.
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
  constructor(
    private readonly indicators: HealthIndicatorService,
    private readonly accounts: WhatsAppAccounts,
    private readonly graph: GraphClient,
  ) {}

  /** `up`, `degraded` or `down`, each but `up` with a `reason`. */
  async check<const Key extends string>(
    key: Key,
    { account, timeoutMs = 5_000, cacheMs = 60_000 }: WhatsAppHealthOptions = {},
  ): Promise<HealthIndicatorResult<Key>> {
    // Terminus caches by key: two accounts under one key must not see each other's answer.
    const cacheKey = `${key}:${account ?? ''}`;
    const attempt = this.indicators
      .check(cacheKey)
      .attempt(({ signal }) => this.ask(account, signal))
      .withTimeout(timeoutMs)
      .cacheFor(cacheMs);
    return this.judge(key, (await attempt)[cacheKey]);
  }

  /** An `attempt` knows only up and down: the verdict travels in its data. */
  private judge<const Key extends string>(
    key: Key,
    outcome: Readonly<Record<string, unknown>> | undefined,
  ): HealthIndicatorResult<Key> {
    const session = this.indicators.check(key);
    const { status: _status, responseTime, cachedResponse, verdict, message, ...details } = outcome ?? {};
    const data = { ...details, responseTimeMs: responseTime, fromCache: cachedResponse === true };
    if (verdict === 'up') return session.up(data);
    if (verdict === 'degraded') return session.degraded(data);
    if (verdict === 'down') return session.down(data);
    // Only the time limit ends up here: `ask` turns everything else into a report.
    return session.down({ ...data, reason: `Meta did not answer: ${String(message)}` });
  }

  private async ask(accountName: string | undefined, signal: AbortSignal): Promise<NumberReport> {
    try {
      const account = await this.accounts.get(accountName);
      return await this.graph.get(account, account.phoneNumberId, {
        query: { fields: reportedFields },
        signal,
        accept: (node: unknown) => (typeof node === 'object' && node !== null ? reportOn(node) : undefined),
      });
    } catch (error) {
      signal.throwIfAborted();
      return { verdict: 'down', reason: reasonOf(error) };
    }
  }
}

/** Our own errors hold no secrets; whatever else was thrown (by a token provider, for instance) might. */
function reasonOf(error: unknown): string {
  return error instanceof WhatsAppError
    ? error.message
    : 'the check failed before Meta was asked; see the cause in your own parts';
}
