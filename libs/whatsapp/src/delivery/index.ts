export type { DeliveryChange } from './delivery-change.js';
export { WhatsAppDeliveryService } from './whatsapp-delivery.service.js';
export type { DeliveryExplanation } from './explain-delivery.js';
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
export { RepeatedMessageError } from './repeats/repeated-message.error.js';
export { MessageSequence } from './sequences/message-sequence.js';
export type { RunningSequence } from './sequences/running-sequence.js';
export type {
  SequenceFailureChoice,
  SequencePart,
  SequencePartState,
  SequenceProgress,
  SequenceState,
  SequenceStep,
} from './sequences/sequence-record.js';
export type { SequenceOptions } from './sequences/sequence-options.js';
export { WhatsAppSequencesService } from './sequences/whatsapp-sequences.service.js';
export type { DeliveryQuery } from './records/matches-query.js';
