/** Names an error for a log: its class, and its code where it has one. It never throws, whatever was thrown. */
export function nameOfError(error: unknown): string {
  return (
    attempt(() => {
      if (!(error instanceof Error)) return `a thrown ${typeof error}`;
      const code = attempt(() => ('code' in error && typeof error.code === 'string' ? ` ${error.code}` : ''));
      return `${error.constructor.name}${code ?? ''}`;
    }) ?? 'an error that cannot be read'
  );
}

/** Returns the lines of an error's stack that say where it was thrown. The first lines repeat the message, which may be personal. */
export function framesOfError(error: unknown): string | undefined {
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
