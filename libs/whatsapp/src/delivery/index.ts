export type { DeliveryChange } from './delivery-change.js';
export { WhatsAppDeliveryService } from './whatsapp-delivery.service.js';
export type { DeliveryExplanation } from './explain/explain-delivery.js';
export type {
  DeliveryError,
  DeliveryPayment,
  DeliveryRecipient,
  DeliveryRecord,
  DeliveryState,
  DeliveryTimes,
} from './records/delivery-record.js';
export { deliveryStateOf } from './records/delivery-state.js';
export type { DeliveryTimelineEntry } from './records/delivery-timeline.js';
export type { DeliveryQuery } from './records/matches-query.js';
