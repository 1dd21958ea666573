/** Options of a handler, beside the events that it takes. */
export interface HandlerOptions {
  /**
   * The accounts whose events it takes, by their names in the options (or the tenants' names).
   * @default all, and what belongs to no account that is known
   */
  readonly account?: string | readonly string[];
  /**
   * The name under which the library remembers what this handler has handled; it must stay the same
   * in the next release. Two handlers cannot have one id. Given once for each method.
   * @default `ClassName.methodName`
   */
  readonly id?: string;
  /** Lower runs earlier; the library's own handlers use negative numbers. Given once for each method. @default 0 */
  readonly order?: number;
}

/** {@link HandlerOptions} and a test of what is left. */
export interface FilteredHandlerOptions<Event> extends HandlerOptions {
  /** Returns `true` for the events that the handler takes. Where it throws, the handler counts as failed for that event. */
  readonly where?: (event: Event) => boolean;
}
