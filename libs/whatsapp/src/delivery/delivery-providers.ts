import type { Provider } from '@nestjs/common';
import { Clock } from '../common/index.js';
import { WHATSAPP_RESOLVED_OPTIONS, type ResolvedWhatsAppOptions } from '../config/internal.js';
import { DeliveryTracker } from './delivery-tracker.js';
import { DeliveryStore } from './records/delivery-store.js';
import { MemoryDeliveryStore } from './records/memory-delivery-store.js';
import { MessageLifetime } from './records/message-lifetime.js';
import { RepeatGuard } from './repeats/repeat-guard.js';
import { RepeatStore } from './repeats/repeat-store.js';
import { DeliveryWaits } from './sequences/delivery-waits.js';
import { MemorySequenceStore } from './sequences/memory-sequence-store.js';
import { SequenceRunner } from './sequences/sequence-runner.js';
import { SequenceStore } from './sequences/sequence-store.js';
import { WhatsAppSequencesService } from './sequences/whatsapp-sequences.service.js';

/** What keeps account of messages that were sent, and what is built on it. */
export const deliveryProviders: Provider[] = [
  {
    provide: DeliveryStore,
    useFactory: (clock: Clock, { delivery }: ResolvedWhatsAppOptions) =>
      new MemoryDeliveryStore(clock, delivery),
    inject: [Clock, WHATSAPP_RESOLVED_OPTIONS],
  },
  { provide: SequenceStore, useFactory: (clock: Clock) => new MemorySequenceStore(clock), inject: [Clock] },
  RepeatStore,
  MessageLifetime,
  DeliveryTracker,
  RepeatGuard,
  DeliveryWaits,
  SequenceRunner,
  WhatsAppSequencesService,
];
