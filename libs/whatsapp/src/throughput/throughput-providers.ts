import type { Provider } from '@nestjs/common';
import { SendRateLimiter } from '../messages/index.js';
import { KnownNumberRates } from './known-number-rates.js';
import { MetaRateLimiter } from './meta-rate-limiter.js';
import { NumberRates } from './number-rates.js';
import { PairKeys } from './pair-keys.js';
import { RateLimits } from './rate-limits.js';
import { ThroughputTracker } from './throughput-tracker.js';
import { WhatsAppThroughputService } from './whatsapp-throughput.service.js';

/** The limits and everything that keeps them. */
export const throughputProviders: Provider[] = [
  RateLimits,
  { provide: NumberRates, useClass: KnownNumberRates },
  PairKeys,
  MetaRateLimiter,
  { provide: SendRateLimiter, useExisting: MetaRateLimiter },
  ThroughputTracker,
  WhatsAppThroughputService,
];
