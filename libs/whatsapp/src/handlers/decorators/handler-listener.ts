import { WhatsAppConfigurationError } from '../../errors/index.js';
import type { InboundEvent } from '../../webhooks/index.js';
import type { HandlerOptions } from './handler-options.js';
import type { ListedNames } from './listed-names.js';

/** The events that one decorator selects for its method. */
export interface HandlerListener extends HandlerOptions {
  /** The kinds of events that it may take; left out, any. */
  readonly kinds?: readonly InboundEvent['kind'][];
  /** The names that it was given, as they were written. */
  readonly asked: readonly string[];
  /** The names that the decorator may be given. */
  readonly listed: ListedNames;
  /** Whether it takes only events that no other handler took. */
  readonly fallback?: boolean;
  /** Returns `true` for an event that it takes, of its kinds and accounts. */
  readonly takes: (event: InboundEvent) => boolean;
}

/** @internal */
export const HANDLER_METADATA = 'nestjs-whatsapp:handler';

/** Adds a listener to a method; those that it has stay. */
export function listenWith(listener: HandlerListener): MethodDecorator {
  return (target, methodName, descriptor) => {
    const method: unknown = descriptor?.value;
    if (typeof method !== 'function') {
      throw new WhatsAppConfigurationError([
        `${target.constructor.name}.${String(methodName)} has a decorator for handlers but is not a method`,
      ]);
    }
    // Decorators are applied from the last to the first.
    Reflect.defineMetadata(HANDLER_METADATA, [listener, ...listenersOf(method)], method);
  };
}

/** The listeners of a method, in the order of its decorators. */
export function listenersOf(method: Function): readonly HandlerListener[] {
  const listeners: unknown = Reflect.getMetadata(HANDLER_METADATA, method);
  return isListeners(listeners) ? listeners : [];
}

function isListeners(value: unknown): value is HandlerListener[] {
  return Array.isArray(value);
}
