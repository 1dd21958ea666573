import type { CallEvent, CallStatusEvent, InboundEvent, Open } from '../../webhooks/index.js';
import { listenWith } from './handler-listener.js';
import type { FilteredHandlerOptions } from './handler-options.js';
import { callEventNames, callStatusNames } from './listed-names.js';
import { readSelection, type Selection } from './selection.js';

/** The name of a call event. */
export type CallEventName = Open<'connect' | 'terminate'>;

/** The name of a status of a call that the business made. */
export type CallStatusName = Open<'RINGING' | 'ACCEPTED' | 'REJECTED'>;

/**
 * Runs the method where a call begins (`connect`) or ends (`terminate`).
 *
 * @publicApi
 */
export function OnWhatsAppCall(
  selection?: Selection<CallEventName, CallEvent>,
  options?: FilteredHandlerOptions<CallEvent>,
): MethodDecorator {
  const { names, asked, options: given } = readSelection(selection, options);
  const { where, ...rest } = given;
  const isWanted = (event: InboundEvent): event is CallEvent =>
    event.kind === 'call' && names(event.call.event);
  return listenWith({
    ...rest,
    asked,
    listed: callEventNames,
    kinds: ['call'],
    takes: (event) => isWanted(event) && (where === undefined || where(event)),
  });
}

/**
 * Runs the method where a call that the business made rings, or is accepted or rejected.
 *
 * @publicApi
 */
export function OnWhatsAppCallStatus(
  selection?: Selection<CallStatusName, CallStatusEvent>,
  options?: FilteredHandlerOptions<CallStatusEvent>,
): MethodDecorator {
  const { names, asked, options: given } = readSelection(selection, options);
  const { where, ...rest } = given;
  const isWanted = (event: InboundEvent): event is CallStatusEvent =>
    event.kind === 'call-status' && names(event.status.status);
  return listenWith({
    ...rest,
    asked,
    listed: callStatusNames,
    kinds: ['call-status'],
    takes: (event) => isWanted(event) && (where === undefined || where(event)),
  });
}
