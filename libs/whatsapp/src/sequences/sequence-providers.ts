import type { Provider } from '@nestjs/common';
import { DeliveryWaits } from './delivery-waits.js';
import { SequenceRunner } from './sequence-runner.js';
import { SequenceStore } from './sequence-store.js';
import { WhatsAppSequencesService } from './whatsapp-sequences.service.js';

/** The providers that send messages one after another. */
export const sequenceProviders: Provider[] = [
  SequenceStore,
  DeliveryWaits,
  SequenceRunner,
  WhatsAppSequencesService,
];
