export type { NumberReport, NumberVerdict } from './number-report.js';
export { WhatsAppHealthIndicator, type WhatsAppHealthOptions } from './whatsapp-health.indicator.js';
