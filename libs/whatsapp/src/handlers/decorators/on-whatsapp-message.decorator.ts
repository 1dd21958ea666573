import type { InboundEvent, InboundMessageEvent, InboundMessageType, Open } from '../../webhooks/index.js';
import { listenWith } from './handler-listener.js';
import type { FilteredHandlerOptions } from './handler-options.js';
import { messageTypeNames } from './listed-names.js';
import { readSelection, type Selection } from './selection.js';

/** A type of message; any other text is for types that this version does not list. */
export type MessageTypeName = Open<InboundMessageType>;

/**
 * A message event of one or some types; the same as `InboundMessageEvent<Type>`.
 *
 * @example `InboundMessageEventOf<'text'>`
 * @publicApi
 */
export type InboundMessageEventOf<Type extends string> = InboundMessageEvent<Type>;

/**
 * Runs the method for each message that users send: of one type, of several, of those that a test is true for, or every one.
 * May stand on one method several times; the method still runs once for a message.
 *
 * @example
 * ```ts
 * @OnWhatsAppMessage('text')
 * greet(@WaMessage('text') { body }: { body: string }, @WaReply() reply: ReplyComposer) {}
 *
 * @OnWhatsAppMessage(['image', 'video'], { account: 'sales' })
 * @OnWhatsAppMessage('text', { where: ({ message }) => message.text.body.startsWith('/photo') })
 * keep(event: InboundMessageEvent) {}
 * ```
 * @publicApi
 */
export function OnWhatsAppMessage<Type extends MessageTypeName = MessageTypeName>(
  selection?: Selection<Type, InboundMessageEventOf<Type>>,
  options?: FilteredHandlerOptions<InboundMessageEventOf<Type>>,
): MethodDecorator {
  const { names, asked, options: given } = readSelection(selection, options);
  const { where, ...rest } = given;
  const isWanted = (event: InboundEvent): event is InboundMessageEventOf<Type> =>
    event.kind === 'message' && names(event.message.type);
  return listenWith({
    ...rest,
    asked,
    listed: messageTypeNames,
    kinds: ['message'],
    takes: (event) => isWanted(event) && (where === undefined || where(event)),
  });
}
