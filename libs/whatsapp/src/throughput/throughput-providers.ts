import type { Provider } from '@nestjs/common';
import { SendTurn } from '../messages/index.js';
import { KnownNumberRates } from './known-number-rates.js';
import { LimitedTurn } from './limited-turn.js';
import { NumberRates } from './number-rates.js';
import { PairKeys } from './pair-keys.js';
import { ThroughputLimits } from './throughput-limits.js';
import { ThroughputMonitor } from './throughput-monitor.js';
import { WhatsAppThroughputService } from './whatsapp-throughput.service.js';

/** The limits and everything that keeps them. */
export const throughputProviders: Provider[] = [
  ThroughputLimits,
  { provide: NumberRates, useClass: KnownNumberRates },
  PairKeys,
  LimitedTurn,
  { provide: SendTurn, useExisting: LimitedTurn },
  ThroughputMonitor,
  WhatsAppThroughputService,
];
