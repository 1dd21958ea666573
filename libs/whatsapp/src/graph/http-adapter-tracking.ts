import { finished, Readable } from 'node:stream';
import { isAxiosError, isCancel, type AxiosAdapter, type AxiosResponse } from 'axios';
import { relayed } from '../common/internal.js';
import { attemptOf, type AxiosAttempt } from './axios-attempt.js';
import { cleanedCause } from './cleaned-cause.js';
import { GraphTransportError, type GraphTransportFailure } from './graph-transport.error.js';
import { textHeaders } from './text-headers.js';

/**
 * The codes with which axios's own adapter fails before a byte of the request is written, with or without a proxy. All
 * others may come later too (a reset in the TLS handshake and one after the request look the same): in doubt it started.
 */
const BEFORE_START: Readonly<Record<string, GraphTransportFailure>> = {
  ENOTFOUND: 'dns',
  EAI_AGAIN: 'dns',
  ECONNREFUSED: 'connect',
};

const AFTER_START: Readonly<Record<string, GraphTransportFailure>> = {
  ECONNABORTED: 'headers-timeout',
  ETIMEDOUT: 'headers-timeout',
  ECONNRESET: 'reset',
  EPIPE: 'reset',
  ERR_BAD_RESPONSE: 'incomplete',
};

/** Makes axios's own HTTP adapter write down what happened to a call, and never wait without a limit. */
export function withTracking(adapter: AxiosAdapter, timeoutMs: number): AxiosAdapter {
  return async (config) => {
    const attempt = attemptOf(config);
    // axios listens to it, and so may any number of other requests.
    const stop = config.signal && relayed(config.signal);
    const signal = stop?.signal;
    let isRead = true;
    try {
      const response = await adapter({ ...config, signal, timeout: config.timeout || timeoutMs });
      if (stop && response.data instanceof Readable) {
        isRead = false;
        finished(response.data, stop.letGo);
      }
      remember(attempt, response);
      return response;
    } catch (error) {
      // A status that `validateStatus` refuses is an answer all the same; a broken one has no text.
      if (!isAxiosError(error) || !error.response || !remember(attempt, error.response)) {
        attempt?.fail(failureOf(error));
      }
      throw error;
    } finally {
      if (isRead) stop?.letGo();
    }
  };
}

function remember(
  attempt: AxiosAttempt | undefined,
  { status, headers, data }: AxiosResponse<unknown>,
): boolean {
  if (typeof data !== 'string') return false;
  attempt?.succeed({ status, headers: textHeaders(headers), body: data });
  return true;
}

function failureOf(error: unknown): GraphTransportError {
  const cause = cleanedCause(error);
  if (isCancel(error)) {
    return new GraphTransportError('aborted', true, { cause });
  }
  const code = (isAxiosError(error) && error.code) || '';
  const before = BEFORE_START[code];
  return before === undefined
    ? new GraphTransportError(AFTER_START[code] ?? 'other', true, { cause })
    : new GraphTransportError(before, false, { cause });
}
