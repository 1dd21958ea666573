import type { Provider } from '@nestjs/common';
import { DeliveryStore } from './records/delivery-store.js';
import { MessageLifetime } from './records/message-lifetime.js';
import { WhatsAppDeliveryService } from './whatsapp-delivery.service.js';

/** The providers that record the messages that were sent. */
export const deliveryProviders: Provider[] = [DeliveryStore, MessageLifetime, WhatsAppDeliveryService];
