/**
 * Reads `ALLOWED_HOSTS`: the names, with commas between them, under which the app may be called beside those of this machine.
 *
 * @throws InvalidAllowedHostError for what is no name, or has a scheme or a port
 */
export function readAllowedHosts(): string[] {
  const hosts = (process.env['ALLOWED_HOSTS'] ?? '').split(',').map((host) => host.trim().toLowerCase());
  const named = hosts.filter((host) => host !== '');
  for (const host of named) {
    if (!/^(?:[\w.-]+|\[[\da-f:.]+\])$/.test(host)) throw new InvalidAllowedHostError(host);
  }
  return named;
}

/** `ALLOWED_HOSTS` holds something that is no name of a host. */
export class InvalidAllowedHostError extends Error {
  constructor(host: string) {
    super(
      `ALLOWED_HOSTS must be names with commas between them, without scheme, port and path: "${host}" is none. Correct it, or leave it unset.`,
    );
    this.name = 'InvalidAllowedHostError';
  }
}
