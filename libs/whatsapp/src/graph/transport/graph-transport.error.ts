import { WhatsAppError } from '../../errors/index.js';
import { cleanedError, redactQuotation, type RequestContents } from '../../observability/internal.js';

/** The reason why no complete answer came. */
export type GraphTransportFailure =
  | 'dns'
  | 'connect'
  | 'tls'
  | 'connect-timeout'
  | 'headers-timeout'
  | 'body-timeout'
  | 'reset'
  | 'incomplete'
  | 'aborted'
  | 'other';

/**
 * The error that a {@link GraphTransport} rejects with when there is no complete HTTP answer.
 *
 * @publicApi
 */
export class GraphTransportError extends Error {
  override readonly name = 'GraphTransportError';

  constructor(
    readonly failure: GraphTransportFailure,
    /**
     * `false` only where it is certain that no byte of the request was written (DNS, refused, TLS, connect timeout,
     * aborted before the start): then the message was not sent. In doubt `true`.
     */
    readonly requestStarted: boolean,
    options: { cause?: unknown } = {},
  ) {
    super(
      `No answer from the Graph API: ${failure} (${requestStarted ? 'the request may have arrived' : 'the request was not sent'})`,
      options,
    );
  }
}

/** The stage that a request had reached when it failed. */
export interface RequestStage {
  readonly requestStarted: boolean;
  readonly responseStarted: boolean;
}

/** The failures by the error codes of Node, undici and axios. */
const FAILURE_OF_CODE: Readonly<Record<string, GraphTransportFailure>> = {
  ENOTFOUND: 'dns',
  EAI_AGAIN: 'dns',
  EAI_FAIL: 'dns',
  EAI_NODATA: 'dns',
  EAI_NONAME: 'dns',
  ECONNREFUSED: 'connect',
  EHOSTUNREACH: 'connect',
  ENETUNREACH: 'connect',
  EADDRNOTAVAIL: 'connect',
  UND_ERR_CONNECT_TIMEOUT: 'connect-timeout',
  ETIMEDOUT: 'connect-timeout',
  UND_ERR_HEADERS_TIMEOUT: 'headers-timeout',
  ECONNABORTED: 'headers-timeout',
  UND_ERR_BODY_TIMEOUT: 'body-timeout',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'incomplete',
  ERR_BAD_RESPONSE: 'incomplete',
  ECONNRESET: 'reset',
  EPIPE: 'reset',
  UND_ERR_SOCKET: 'reset',
};

/** Certificate and protocol errors of OpenSSL and Node's TLS. */
const TLS_CODE =
  /^(ERR_TLS|ERR_SSL|CERT_|CRL_|EPROTO|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO|INVALID_CA|HOSTNAME_MISMATCH)/;

/** Names the failure of a request by the error's code and by how far the request had come. */
export function toTransportError(
  error: unknown,
  stage: RequestStage,
  cause: unknown = error,
): GraphTransportError {
  return new GraphTransportError(failureOf(codeOf(error) ?? '', stage), stage.requestStarted, { cause });
}

/** The code of an error; `undefined` where it has none. */
export function codeOf(error: unknown): string | undefined {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : undefined;
}

/** Copies an error that a transport, an interceptor or a token provider threw, without what the request carried. */
export function cleanedCause(error: unknown, contents?: RequestContents): unknown {
  if (error instanceof GraphTransportError) {
    return new GraphTransportError(error.failure, error.requestStarted, {
      cause: cleanedCause(error.cause, contents),
    });
  }
  return cleanedError(
    error,
    (known) => known instanceof WhatsAppError,
    contents && ((sentence) => redactQuotation(sentence, contents)),
  );
}

function failureOf(code: string, { requestStarted, responseStarted }: RequestStage): GraphTransportFailure {
  const failure = FAILURE_OF_CODE[code];
  if (failure === 'headers-timeout' || failure === 'body-timeout') return failure;
  if (responseStarted) return 'incomplete';
  if (failure === 'connect-timeout' && requestStarted) return 'reset';
  if (!requestStarted && TLS_CODE.test(code)) return 'tls';
  return failure ?? (code.startsWith('HPE_') ? 'incomplete' : 'other');
}
