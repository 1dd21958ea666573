import type { InboundEvent } from '../inbound-event.js';
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
    `Handler ${handlerId} failed with ${nameOf(error)} for ${nameOfEvent(event)}, ${run}; ${next}`,
    framesOf(error),
  ];
}

/** What may be logged of an event: its kind, its field, and a hash of its key. */
export function nameOfEvent({ kind, field, key }: InboundEvent): string {
  return `${kind} of ${field.slice(0, 60)} (${hash(key).slice(0, 10)})`;
}

/** An error's class, and its code where it has one. Whatever was thrown, asking it for them does not throw. */
export function nameOf(error: unknown): string {
  return (
    attempt(() => {
      if (!(error instanceof Error)) return `a thrown ${typeof error}`;
      const code = attempt(() => ('code' in error && typeof error.code === 'string' ? ` ${error.code}` : ''));
      return `${error.constructor.name}${code ?? ''}`;
    }) ?? 'an error that cannot be read'
  );
}

/** Where it was thrown. The first lines of a stack repeat the message. */
function framesOf(error: unknown): string | undefined {
  return attempt(() => {
    if (!(error instanceof Error) || error.stack === undefined) return undefined;
    const frames = error.stack.split('\n').filter((line) => /^\s+at /.test(line));
    return frames.length === 0 ? undefined : frames.join('\n');
  });
}

/** An error may be anything, with getters that throw. */
function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
