import type {
  DeliveryStatus,
  InboundEvent,
  MessageStatus,
  MessageStatusEvent,
  MessageStatusKind,
  Open,
  PaymentStatus,
} from '../../webhooks/index.js';
import { listenWith } from './handler-listener.js';
import type { FilteredHandlerOptions } from './handler-options.js';
import { statusNames } from './listed-names.js';
import { readSelection, type Selection } from './selection.js';

/** The name of a message status, or `'payment'` for the status of a payment. */
export type StatusName = Open<MessageStatusKind | 'payment'>;

/**
 * A status event of one or some kinds.
 *
 * @example `MessageStatusEventOf<'failed'>`
 * @publicApi
 */
export type MessageStatusEventOf<Name extends string> = MessageStatusEvent & {
  readonly status: [Name] extends ['payment']
    ? PaymentStatus
    : [Name] extends [MessageStatusKind]
      ? DeliveryStatus & { readonly status: Name }
      : MessageStatus;
};

/**
 * Runs the method for each status of a message that the business sent: of one kind, of several, of those that a test is true
 * for, or every one. The statuses of payments have the same words with another meaning: they come under `'payment'`, and with
 * every status.
 *
 * @example
 * ```ts
 * @OnWhatsAppStatus('failed')
 * report(@WaStatus('errors') errors: readonly WebhookError[]) {}
 * ```
 * @publicApi
 */
export function OnWhatsAppStatus<Name extends StatusName = StatusName>(
  selection?: Selection<Name, MessageStatusEventOf<Name>>,
  options?: FilteredHandlerOptions<MessageStatusEventOf<Name>>,
): MethodDecorator {
  const { names, asked, options: given } = readSelection(selection, options);
  const { where, ...rest } = given;
  const isWanted = (event: InboundEvent): event is MessageStatusEventOf<Name> =>
    event.kind === 'status' && names(event.status.type === 'payment' ? 'payment' : event.status.status);
  return listenWith({
    ...rest,
    asked,
    listed: statusNames,
    kinds: ['status'],
    takes: (event) => isWanted(event) && (where === undefined || where(event)),
  });
}
