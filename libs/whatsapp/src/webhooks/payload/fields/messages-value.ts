import type { InboundCall, InboundCallStatus } from '../messages/inbound-call.js';
import type { InboundContact } from '../parts/inbound-contact.js';
import type { MessageStatus } from '../messages/message-status.js';
import type { InboundMessage } from '../messages/inbound-message.js';
import type { WebhookError } from '../parts/webhook-error.js';
import type { WebhookMetadata } from '../parts/webhook-metadata.js';

/** `messages`: what users wrote, and what became of what the business sent. One or more of the lists are there. */
export interface MessagesValue {
  readonly messaging_product?: string;
  readonly metadata?: WebhookMetadata;
  /** Missing beside `system` messages and failed statuses. */
  readonly contacts?: readonly InboundContact[];
  readonly messages?: readonly InboundMessage[];
  readonly statuses?: readonly MessageStatus[];
  readonly errors?: readonly WebhookError[];
}

/** `calls`: calls and what becomes of them. */
export interface CallsValue {
  readonly messaging_product?: string;
  readonly metadata?: WebhookMetadata;
  readonly contacts?: readonly InboundContact[];
  readonly calls?: readonly InboundCall[];
  readonly statuses?: readonly InboundCallStatus[];
  readonly errors?: readonly WebhookError[];
}
