import { GraphTransportError, type GraphTransportFailure } from './graph-transport.error.js';

const BY_CODE: Readonly<Record<string, GraphTransportFailure>> = {
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
  UND_ERR_BODY_TIMEOUT: 'body-timeout',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'incomplete',
  ECONNRESET: 'reset',
  EPIPE: 'reset',
  UND_ERR_SOCKET: 'reset',
};

/** Certificate and protocol errors of OpenSSL and Node's TLS. */
const TLS_CODE =
  /^(ERR_TLS|ERR_SSL|CERT_|CRL_|EPROTO|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO|INVALID_CA|HOSTNAME_MISMATCH)/;

/** How far a request had come when it failed. */
export interface ExchangeStage {
  readonly requestStarted: boolean;
  readonly responseStarted: boolean;
}

/** Names the failure of a request by the error's code and by how far it had come. */
export function toTransportError(error: unknown, stage: ExchangeStage): GraphTransportError {
  const code = codeOf(error);
  return new GraphTransportError(failureOf(code, stage), stage.requestStarted, { cause: error });
}

function failureOf(code: string, { requestStarted, responseStarted }: ExchangeStage): GraphTransportFailure {
  const failure = BY_CODE[code];
  if (failure === 'headers-timeout' || failure === 'body-timeout') return failure;
  if (responseStarted) return 'incomplete';
  if (failure === 'connect-timeout' && requestStarted) return 'reset';
  if (!requestStarted && TLS_CODE.test(code)) return 'tls';
  return failure ?? (code.startsWith('HPE_') ? 'incomplete' : 'other');
}

function codeOf(error: unknown): string {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : '';
}
