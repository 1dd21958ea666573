/**
 * Reads a TCP port from an environment variable; 0 lets the system choose one.
 *
 * @throws Error naming the variable, where it holds anything but a port
 */
export function readPort(variable: string, fallback: number): number {
  const text = process.env[variable]?.trim();
  if (!text) return fallback;
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535) {
    throw new InvalidPortError(variable);
  }
  return port;
}

/** An environment variable that should hold a port holds something else. */
export class InvalidPortError extends Error {
  constructor(variable: string) {
    super(`${variable} must be a port number from 0 to 65535. Correct it, or leave it unset.`);
    this.name = 'InvalidPortError';
  }
}
