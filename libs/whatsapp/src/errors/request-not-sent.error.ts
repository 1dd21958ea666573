import { WhatsAppError, type WhatsAppErrorOptions } from './whatsapp-error.js';

/** The details of a request that was never sent. */
export interface RequestNotSentOptions extends WhatsAppErrorOptions {
  /** The host that was to be reached, with its port where that is not the usual one. */
  host?: string;
}

/**
 * The request provably never left (DNS, connection refused, TLS, connect timeout, no access token): nothing was sent,
 * and sending again cannot send twice. The message names the host, and what the operating system said.
 *
 * @publicApi
 */
export class RequestNotSentError extends WhatsAppError {
  readonly code = 'WHATSAPP_REQUEST_NOT_SENT';
  readonly host?: string;

  constructor(
    /** The reason in a word, e.g. `dns`, `connect`, `tls`, `connect-timeout`. */
    readonly reason: string,
    { host, ...options }: RequestNotSentOptions = {},
  ) {
    super(`The request to Meta was not sent: ${reason}${inBrackets(causeOf(options.cause), host)}`, {
      retryable: true,
      advice: 'Nothing was sent. Check the network, DNS and TLS to the Graph API, then send again.',
      ...options,
    });
    this.host = host;
  }
}

/** `(ECONNREFUSED 127.0.0.1:4000)`; the host is added where the cause does not name it. */
function inBrackets(cause: string | undefined, host: string | undefined): string {
  if (cause === undefined || host === undefined) {
    const known = cause ?? host;
    return known === undefined ? '' : ` (${known})`;
  }
  if (cause.includes(host)) return ` (${cause})`;
  return ` (${cause}${cause.includes(' ') ? ',' : ''} ${host})`;
}

/** The deepest cause that has a code, in its own words: what the operating system or OpenSSL said. */
function causeOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const deeper = causeOf(error.cause);
  if (deeper !== undefined || !('code' in error) || typeof error.code !== 'string') return deeper;
  const words = error.message.replace(/^(connect|getaddrinfo|read|write) /, '');
  if (words === '') return error.code;
  return words.includes(error.code) ? words : `${error.code}: ${words}`;
}
