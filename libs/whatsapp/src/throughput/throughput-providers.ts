import type { Provider } from '@nestjs/common';
import { Clock } from '../common/index.js';
import { WHATSAPP_RESOLVED_OPTIONS, type ResolvedWhatsAppOptions } from '../config/internal.js';
import { SendTurn } from '../messages/index.js';
import { KnownNumberRates } from './known-number-rates.js';
import { LimitedTurn } from './limited-turn.js';
import { MemoryThroughputLimiter } from './memory-throughput-limiter.js';
import { NumberRates } from './number-rates.js';
import { PairKeys } from './pair-keys.js';
import { ThroughputLimiter } from './throughput-limiter.js';
import { ThroughputMonitor } from './throughput-monitor.js';
import { WhatsAppThroughputService } from './whatsapp-throughput.service.js';

/** The limits and everything that keeps them. */
export const throughputProviders: Provider[] = [
  {
    provide: ThroughputLimiter,
    useFactory: (clock: Clock, { throughput }: ResolvedWhatsAppOptions) =>
      new MemoryThroughputLimiter(clock, throughput),
    inject: [Clock, WHATSAPP_RESOLVED_OPTIONS],
  },
  { provide: NumberRates, useClass: KnownNumberRates },
  PairKeys,
  LimitedTurn,
  { provide: SendTurn, useExisting: LimitedTurn },
  ThroughputMonitor,
  WhatsAppThroughputService,
];
