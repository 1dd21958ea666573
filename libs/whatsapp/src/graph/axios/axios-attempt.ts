import type { AxiosRequestConfig, InternalAxiosRequestConfig } from 'axios';
import { GraphTransportError } from '../transport/graph-transport.error.js';
import type { GraphResponse } from '../transport/graph-transport.js';

/**
 * Records what really happened to one call on its way through axios, whatever interceptors make of it. It travels in the axios
 * config as an object of a class: axios copies plain objects when it merges configs, and passes these on as they are.
 */
export class AxiosAttempt {
  /** The config came through all request interceptors and was handed to an adapter. */
  dispatched = false;
  /** The last failure that our adapter saw. Once a request of this call had started, so has the call. */
  failure?: GraphTransportError;
  /** The last complete answer that our adapter saw. */
  answer?: GraphResponse;

  succeed(answer: GraphResponse): void {
    this.answer = answer;
  }

  fail(failure: GraphTransportError): void {
    // An interceptor may have made the request again after an answer (a renewed token): that answer is out of date.
    this.answer = undefined;
    const started = failure.requestStarted || this.failure?.requestStarted === true;
    this.failure =
      started === failure.requestStarted
        ? failure
        : new GraphTransportError(failure.failure, started, { cause: failure });
  }
}

/** An axios config with the call's {@link AxiosAttempt}. */
export interface TrackedAxiosConfig extends AxiosRequestConfig {
  graphAttempt?: unknown;
}

/** The attempt that a config carries; none where the application made the request, or an interceptor a new config. */
export function attemptOf(config: AxiosRequestConfig | InternalAxiosRequestConfig): AxiosAttempt | undefined {
  const { graphAttempt }: TrackedAxiosConfig = config;
  return graphAttempt instanceof AxiosAttempt ? graphAttempt : undefined;
}
