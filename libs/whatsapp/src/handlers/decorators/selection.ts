import type { FilteredHandlerOptions } from './handler-options.js';

/** The first argument of a handler decorator: a name, several names, a test, or options. `'*'` is every name. */
export type Selection<Name extends string, Event> =
  Name | readonly Name[] | ((event: Event) => boolean) | FilteredHandlerOptions<Event>;

/** A decorator's arguments, whichever form they had. */
export interface ReadSelection<Event> {
  /** Returns `true` when one of an event's names was asked for. */
  readonly names: (...names: readonly (string | undefined)[]) => boolean;
  /** The names that were asked for, as they were written. */
  readonly asked: readonly string[];
  readonly options: FilteredHandlerOptions<Event>;
}

/** Reads the arguments that all decorators for handlers have alike. */
export function readSelection<Event>(
  selection: Selection<string, Event> | undefined,
  options: FilteredHandlerOptions<Event> | undefined,
): ReadSelection<Event> {
  const asked = namesIn(selection);
  const wanted = asked.includes('*') ? undefined : new Set(asked);
  return {
    asked,
    names: (...names) => wanted === undefined || names.some((name) => name !== undefined && wanted.has(name)),
    options: { ...optionsIn(selection), ...options },
  };
}

function namesIn<Event>(selection: Selection<string, Event> | undefined): readonly string[] {
  if (typeof selection === 'string') return [selection];
  return isList(selection) ? selection : ['*'];
}

function optionsIn<Event>(selection: Selection<string, Event> | undefined): FilteredHandlerOptions<Event> {
  if (selection === undefined || typeof selection === 'string' || isList(selection)) return {};
  return typeof selection === 'function' ? { where: selection } : selection;
}

function isList(value: unknown): value is readonly string[] {
  return Array.isArray(value);
}
