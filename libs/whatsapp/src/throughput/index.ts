export { NumberRates } from './number-rates.js';
export { ThroughputQueueFullError } from './throughput-queue-full.error.js';
export { WhatsAppThroughputService } from './whatsapp-throughput.service.js';
