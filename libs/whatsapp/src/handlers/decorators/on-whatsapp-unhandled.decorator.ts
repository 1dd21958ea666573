import type { InboundEvent } from '../../webhooks/index.js';
import { listenWith } from './handler-listener.js';
import type { FilteredHandlerOptions } from './handler-options.js';
import { eventKindNames } from './listed-names.js';
import { readSelection, type Selection } from './selection.js';

/** A kind of event. */
export type InboundEventKind = InboundEvent['kind'];

/** The events of one or some kinds. */
export type InboundEventOfKind<Kind extends InboundEventKind> = Extract<
  InboundEvent,
  { readonly kind: Kind }
>;

/**
 * Runs the method for each event that no other handler of the application takes: all of them, those of one kind or of several,
 * or those that a test is true for. A handler for `'*'` takes everything, so that nothing is left.
 *
 * @example
 * ```ts
 * @OnWhatsAppUnhandled('message')
 * async sorry(@WaReply() reply: ReplyComposer) {
 *   await reply.text('I can read text only.');
 * }
 * ```
 * @publicApi
 */
export function OnWhatsAppUnhandled<Kind extends InboundEventKind = InboundEventKind>(
  selection?: Selection<Kind, InboundEventOfKind<Kind>>,
  options?: FilteredHandlerOptions<InboundEventOfKind<Kind>>,
): MethodDecorator {
  const { names, asked, options: given } = readSelection(selection, options);
  const { where, ...rest } = given;
  const isWanted = (event: InboundEvent): event is InboundEventOfKind<Kind> => names(event.kind);
  return listenWith({
    ...rest,
    asked,
    listed: eventKindNames,
    fallback: true,
    kinds: kindsIn(selection),
    takes: (event) => isWanted(event) && (where === undefined || where(event)),
  });
}

function kindsIn(selection: unknown): readonly InboundEventKind[] | undefined {
  const kinds: unknown[] = Array.isArray(selection) ? selection : [selection];
  return kinds.every((kind) => isKind(kind)) ? kinds : undefined;
}

function isKind(value: unknown): value is InboundEventKind {
  return typeof value === 'string';
}
