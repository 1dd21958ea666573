import { finished } from 'node:stream';
import type { Dispatcher } from 'undici';
import { relayed } from '../common/internal.js';
import { GraphTransportError } from './graph-transport.error.js';
import type { GraphRequest, GraphStream } from './graph-transport.js';
import { textHeaders } from './text-headers.js';
import { toTransportError } from './undici-failure.js';

/**
 * A request over undici whose answer is read as it comes, with undici's own back pressure. How far it had come when it failed is
 * known less exactly than by `UndiciExchange`: only what can happen nowhere but before the connection stands is "not started".
 */
export async function openStream(dispatcher: Dispatcher, request: GraphRequest): Promise<GraphStream> {
  const { method, url, headers, body, signal } = request;
  if (signal?.aborted) throw new GraphTransportError('aborted', false, { cause: signal.reason });
  const { origin, pathname, search } = new URL(url);
  // undici listens to it until the body has ended, and others may open streams with the same one.
  const stop = relayed(signal);
  try {
    const answer = await dispatcher.request({
      origin,
      path: pathname + search,
      method,
      headers,
      body,
      signal: stop.signal,
    });
    finished(answer.body, stop.letGo);
    return { status: answer.statusCode, headers: textHeaders(answer.headers), body: answer.body };
  } catch (error) {
    stop.letGo();
    if (signal?.aborted) throw new GraphTransportError('aborted', true, { cause: signal.reason });
    const early = toTransportError(error, { requestStarted: false, responseStarted: false });
    throw early.failure === 'dns' || early.failure === 'connect'
      ? early
      : toTransportError(error, { requestStarted: true, responseStarted: false });
  }
}
