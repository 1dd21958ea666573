import type { Provider } from '@nestjs/common';
import { WhatsAppDeliveryService } from './whatsapp-delivery.service.js';
import { DeliveryStore } from './records/delivery-store.js';
import { MessageLifetime } from './records/message-lifetime.js';
import { RepeatGuard } from './repeats/repeat-guard.js';
import { RepeatStore } from './repeats/repeat-store.js';
import { DeliveryWaits } from './sequences/delivery-waits.js';
import { SequenceRunner } from './sequences/sequence-runner.js';
import { SequenceStore } from './sequences/sequence-store.js';
import { WhatsAppSequencesService } from './sequences/whatsapp-sequences.service.js';

/** What keeps account of messages that were sent, and what is built on it. */
export const deliveryProviders: Provider[] = [
  DeliveryStore,
  SequenceStore,
  RepeatStore,
  MessageLifetime,
  WhatsAppDeliveryService,
  RepeatGuard,
  DeliveryWaits,
  SequenceRunner,
  WhatsAppSequencesService,
];
