import type { GraphPostOptions, GraphQuery, GraphStreamBody, TokenScheme } from './graph-call-options.js';
import type { GraphCaller } from './graph-caller.js';
import type { GraphRequest } from './graph-transport.js';

/** One call, whatever its method. */
export interface GraphCall<T> {
  readonly caller: GraphCaller;
  readonly method: GraphRequest['method'];
  readonly path: string;
  readonly body?: string | Uint8Array | GraphStreamBody;
  readonly contentType?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly tokenScheme?: TokenScheme;
  readonly retry?: boolean;
  readonly query?: GraphQuery;
  readonly signal?: AbortSignal;
  readonly finishRequest?: boolean;
  readonly correlationId?: string;
  readonly repeatable: boolean;
  readonly onRejected?: GraphPostOptions<T>['onRejected'];
  readonly beforeRetry?: GraphPostOptions<T>['beforeRetry'];
  readonly onRetryWait?: GraphPostOptions<T>['onRetryWait'];
  readonly onAttemptEnded?: GraphPostOptions<T>['onAttemptEnded'];
  readonly tracker?: GraphPostOptions<T>['tracker'];
  readonly accept: (answer: unknown) => T | undefined;
}
