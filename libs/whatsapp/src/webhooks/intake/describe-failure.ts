import { framesOfError, nameOfError } from '../../observability/internal.js';
import type { InboundEvent } from '../events/inbound-event.js';
import { hash } from './event-keys.js';

/** A log line and its stack, without anything of the event's or the error's own words: they may be personal. */
export function describeFailure(
  event: InboundEvent,
  handlerId: string,
  error: unknown,
  run: string,
  willRunAgain: boolean,
): [message: string, stack?: string] {
  const next = willRunAgain ? "Meta's next delivery runs it again" : 'given up: it is in the dead letters';
  return [
    `Handler ${handlerId} failed with ${nameOfError(error)} for ${nameOfEvent(event)}, ${run}; ${next}`,
    framesOfError(error),
  ];
}

/** Describes an event for the log: its kind, its field, and a hash of its key. */
export function nameOfEvent({ kind, field, key }: InboundEvent): string {
  return `${kind} of ${field.slice(0, 60)} (${hash(key).slice(0, 10)})`;
}
