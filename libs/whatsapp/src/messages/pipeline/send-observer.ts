import { SetMetadata } from '@nestjs/common';
import type { SendOutcomeUnknownError } from '../../errors/index.js';
import type { PendingSend } from './pending-send.js';
import type { SendResult } from './send-result.js';

/**
 * Observes the steps of each send. Every method is optional and awaited; what it throws is logged and changes nothing.
 *
 * @publicApi
 */
export interface SendObserver {
  /** The message passed every policy and is about to be posted. */
  onSending?(send: PendingSend): void | Promise<void>;
  /** Meta accepted it. */
  onAccepted?(send: PendingSend, result: SendResult): void | Promise<void>;
  /** Called when a message was not sent: a policy refused it, Meta rejected it, it was cancelled, or it never left. */
  onRejected?(send: PendingSend, error: Error): void | Promise<void>;
  /** Called when a message may have been sent or not. */
  onUnknown?(send: PendingSend, error: SendOutcomeUnknownError): void | Promise<void>;
}

/** @internal */
export const SEND_OBSERVER_METADATA = 'nestjs-whatsapp:send-observer';

/**
 * Marks a provider as a {@link SendObserver}. It is found wherever the application declares it.
 *
 * @publicApi
 */
export function WhatsAppSendObserver(): ClassDecorator {
  return SetMetadata(SEND_OBSERVER_METADATA, true);
}
