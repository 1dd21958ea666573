export { MessageSequence } from './message-sequence.js';
export type { RunningSequence } from './running-sequence.js';
export type {
  SequenceFailureChoice,
  SequencePart,
  SequencePartState,
  SequenceProgress,
  SequenceState,
  SequenceStep,
} from './sequence-record.js';
export type { SequenceOptions } from './sequence-options.js';
export { WhatsAppSequencesService } from './whatsapp-sequences.service.js';
