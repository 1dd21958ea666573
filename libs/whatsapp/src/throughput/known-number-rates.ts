import { Inject, Injectable, Logger } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { AccountDirectory } from '../accounts/index.js';
import { Clock } from '../common/index.js';
import { WHATSAPP_RESOLVED_OPTIONS, type ResolvedWhatsAppOptions } from '../config/internal.js';
import type { SendingAccount } from '../messages/index.js';
import { GraphClient } from '../graph/index.js';
import { NumberRates } from './number-rates.js';

/** Messages a second by Meta's level (Phone number node, `throughput`). */
const rateOfLevel: Readonly<Record<string, number>> = { STANDARD: 80, HIGH: 1000 };

/** A number that is also used in the WhatsApp Business app (`is_on_biz_app`). */
const sharedWithApp = 20;

/** A read that failed is repeated after a minute. */
const retryReadMs = 60_000;
const rereadMs = 3_600_000;
const maxNumbers = 10_000;

interface Reading {
  readonly perSecond?: number;
  readonly validUntil: number;
  /** The number of calls of {@link KnownNumberRates.forget} when it was asked for. */
  readonly edition: number;
}

/**
 * The default {@link NumberRates}: `throughput.numbers`, or with `throughput.readFromMeta` what Meta says of the number (read in
 * the background, again each hour and when a webhook tells of an upgrade), or else `throughput.messagesPerSecond`.
 */
@Injectable()
export class KnownNumberRates extends NumberRates {
  private readonly logger = new Logger('WhatsAppThroughput');
  private readonly options: ResolvedWhatsAppOptions['throughput'];
  readonly #readings = new LRUCache<string, Reading>({ max: maxNumbers });
  #edition = 0;

  constructor(
    @Inject(WHATSAPP_RESOLVED_OPTIONS) { throughput }: Pick<ResolvedWhatsAppOptions, 'throughput'>,
    private readonly accounts: AccountDirectory,
    private readonly graph: GraphClient,
    private readonly clock: Clock,
  ) {
    super();
    this.options = throughput;
  }

  perSecond({ name, phoneNumberId }: Pick<SendingAccount, 'name' | 'phoneNumberId'>): number {
    const configured = this.options.numbers[phoneNumberId];
    if (configured !== undefined) return configured;
    return (
      (this.options.readFromMeta ? this.readRate(name, phoneNumberId) : undefined) ??
      this.options.messagesPerSecond
    );
  }

  override forget(): void {
    // What is known holds until the new answer is there.
    this.#edition += 1;
  }

  private readRate(account: string, phoneNumberId: string): number | undefined {
    const reading = this.#readings.get(phoneNumberId);
    const now = this.clock.monotonic();
    if (reading === undefined || reading.validUntil <= now || reading.edition !== this.#edition) {
      // At once, so that the messages that follow do not ask too.
      this.#readings.set(phoneNumberId, {
        ...reading,
        validUntil: now + retryReadMs,
        edition: this.#edition,
      });
      void this.read(account, phoneNumberId, this.#edition);
    }
    return reading?.perSecond;
  }

  private async read(name: string, phoneNumberId: string, edition: number): Promise<void> {
    try {
      const account = await this.accounts.get(name);
      const perSecond = await this.graph.get(account, phoneNumberId, {
        query: { fields: 'throughput,is_on_biz_app' },
        accept: (node) => ({ rate: rateIn(node) }),
      });
      this.#readings.set(phoneNumberId, {
        perSecond: perSecond.rate,
        validUntil: this.clock.monotonic() + rereadMs,
        edition,
      });
    } catch (error) {
      this.logger.warn(
        `The throughput of number ${phoneNumberId} could not be read (${error instanceof Error ? error.name : 'unknown'}); the last known rate holds`,
      );
    }
  }
}

function rateIn(node: unknown): number | undefined {
  if (typeof node !== 'object' || node === null) return undefined;
  if ('is_on_biz_app' in node && node.is_on_biz_app === true) return sharedWithApp;
  const throughput: unknown = 'throughput' in node ? node.throughput : undefined;
  if (typeof throughput !== 'object' || throughput === null || !('level' in throughput)) return undefined;
  return typeof throughput.level === 'string' ? rateOfLevel[throughput.level] : undefined;
}
