export { LimitedTurn } from './limited-turn.js';
export { MemoryThroughputLimiter } from './memory-throughput-limiter.js';
export { NumberRates } from './number-rates.js';
export {
  ThroughputLimiter,
  type Arrival,
  type LimitedNumber,
  type RefusedTurn,
  type TakenTurn,
  type ThroughputLimit,
  type TurnAnswer,
  type TurnRequest,
} from './throughput-limiter.js';
export { ThroughputQueueFullError } from './throughput-queue-full.error.js';
export { WhatsAppThroughputService } from './whatsapp-throughput.service.js';
