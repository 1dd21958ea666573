/** An `AbortSignal`, or what other libraries take for one. */
interface AnySignal {
  readonly aborted: boolean;
  readonly reason?: unknown;
  addEventListener?(type: 'abort', listener: () => void, options?: { readonly once: boolean }): void;
  removeEventListener?(type: 'abort', listener: () => void): void;
}

interface Waiters {
  readonly callbacks: Set<() => void>;
  readonly listener: () => void;
}

/** The listeners by signal; one that nobody waits on any more is not listed. */
const waiting = new WeakMap<AnySignal, Waiters>();

/**
 * Calls back when a signal aborts, or at once where it has; the function that is returned takes that back. However many wait on
 * one signal, it has a single listener: Node warns of more than ten, and finds one of many only by going through all of them.
 *
 * @param callback must not throw
 */
export function onAbort(signal: AnySignal, callback: () => void): () => void {
  if (signal.aborted) {
    callback();
    return nothing;
  }
  const waiters = waiting.get(signal) ?? listenTo(signal);
  // Wrapped, so that each call counts for itself.
  const entry = (): void => callback();
  waiters.callbacks.add(entry);
  return () => {
    if (!waiters.callbacks.delete(entry) || waiters.callbacks.size > 0) return;
    waiting.delete(signal);
    signal.removeEventListener?.('abort', waiters.listener);
  };
}

/** A signal that aborts with another one, for code that adds listeners of its own. */
export interface RelayedSignal {
  readonly signal: AbortSignal;
  /** Stops listening. */
  readonly letGo: () => void;
}

/** Makes a signal of its own for a piece of work, which aborts as soon as one of the given ones does, with that one's reason. */
export function relayed(...signals: readonly (AnySignal | undefined)[]): RelayedSignal {
  const own = new AbortController();
  const taken = signals.map((signal) => signal && onAbort(signal, () => own.abort(signal.reason)));
  return {
    signal: own.signal,
    letGo: () => {
      for (const takeBack of taken) takeBack?.();
    },
  };
}

function listenTo(signal: AnySignal): Waiters {
  const callbacks = new Set<() => void>();
  const listener = (): void => {
    for (const tell of callbacks) tell();
  };
  const waiters = { callbacks, listener };
  waiting.set(signal, waiters);
  signal.addEventListener?.('abort', listener, { once: true });
  return waiters;
}

function nothing(): void {
  // There is nothing to take back.
}
