import type {
  CallEvent,
  CallStatusEvent,
  FieldEventOf,
  InboundEvent,
  InboundMessageEvent,
  MessageStatusEvent,
  Open,
  WebhookErrorEvent,
  WebhookField,
} from '../../webhooks/index.js';
import { listenWith } from './handler-listener.js';
import type { FilteredHandlerOptions } from './handler-options.js';
import { fieldNames } from './listed-names.js';
import { readSelection, type Selection } from './selection.js';

/** A webhook field, `'*'` for all of them; any other text is for fields that this version does not list. */
export type WebhookFieldName = Open<WebhookField | '*'>;

/** The events that come in the field `messages`, beside a change whose value Meta has not documented. */
type OfMessages = InboundMessageEvent | MessageStatusEvent | WebhookErrorEvent;

type OfCalls = CallEvent | CallStatusEvent | WebhookErrorEvent;

type OfField<Field extends WebhookField> =
  | (Field extends 'messages' ? OfMessages : never)
  | (Field extends 'calls' ? OfCalls : never)
  | { [Each in Field]: FieldEventOf<Each> }[Field];

/**
 * The events that come in a webhook field.
 *
 * @example `InboundEventOf<'message_template_status_update'>`
 * @publicApi
 */
export type InboundEventOf<Field extends string> = [Field] extends [WebhookField]
  ? OfField<Field>
  : InboundEvent;

/**
 * Runs the method for every event of a webhook field, of several, of those that a test is true for, or with `'*'` (or nothing)
 * for every event of every kind. `messages` and `calls` are fields too: their messages, statuses, calls and errors come one by
 * one, and have decorators of their own.
 *
 * @example
 * ```ts
 * @OnWhatsAppEvent('message_template_status_update')
 * onTemplate({ value }: FieldEventOf<'message_template_status_update'>) {}
 * ```
 * @publicApi
 */
export function OnWhatsAppEvent<Field extends WebhookFieldName = WebhookFieldName>(
  selection?: Selection<Field, InboundEventOf<Field>>,
  options?: FilteredHandlerOptions<InboundEventOf<Field>>,
): MethodDecorator {
  const { names, asked, options: given } = readSelection(selection, options);
  const { where, ...rest } = given;
  const isWanted = (event: InboundEvent): event is InboundEvent & InboundEventOf<Field> => names(event.field);
  return listenWith({
    ...rest,
    asked,
    listed: fieldNames,
    takes: (event) => isWanted(event) && (where === undefined || where(event)),
  });
}
