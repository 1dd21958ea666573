export { NumberRates } from './number-rates.js';
export { WhatsAppThroughputService } from './whatsapp-throughput.service.js';
