/** Why no complete answer came. */
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
 * What a {@link GraphTransport} rejects with when there is no complete HTTP answer.
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
