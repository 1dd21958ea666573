import type { Readable } from 'node:stream';
import type { GraphApiError } from '../../errors/index.js';
import type { GraphRequest } from '../transport/graph-transport.js';

/** The account whose credentials a Graph call carries. Every `WhatsAppAccount` is one. */
export interface GraphCaller {
  /** The account's name, for logs. */
  readonly name: string;
  /** The ids in its settings: an error that says that one of them does not exist is about the settings. */
  readonly phoneNumberId?: string | undefined;
  readonly businessAccountId?: string | undefined;
  readonly appId?: string | undefined;
  /** Signs the access token as `appsecret_proof` where it is set. */
  readonly appSecret?: string | undefined;
  /** Returns the token. It is called before each call of the Graph API, so that a token can be rotated without a restart. */
  accessToken(): Promise<string>;
}

/** Query parameters of a call; those that are `undefined` are left out. */
export type GraphQuery = Readonly<Record<string, string | number | boolean | undefined>>;

/** The word before the access token: a few older endpoints know `OAuth` only. */
export type TokenScheme = 'Bearer' | 'OAuth';

/** A body that is streamed: opened anew for each attempt, and never held whole. */
export interface GraphStreamBody {
  /** The body's length in bytes; more or fewer are an error. */
  readonly contentLength: number;
  open(): Readable;
}

/** Follows a call while it is made. It may stop it before a request. */
export interface RequestTracker {
  /** Called right before each request. What it throws ends the call, and this attempt has sent nothing. */
  beforeRequest(): void;
  /** Called when the call begins to wait: for its turn, for Meta's answer, or until it may try again. */
  waiting(): void;
  /** Called when the call waits no longer. Comes once for each `waiting`. */
  resumed(): void;
}

/** Options of a call that is safe to repeat. */
export interface GraphCallOptions {
  readonly query?: GraphQuery;
  /** Cancels the call and its retries. */
  readonly signal?: AbortSignal;
  /** The scheme of the access token. @default 'Bearer' */
  readonly tokenScheme?: TokenScheme;
}

/** Options of a call that is safe to repeat and whose answer is read at once. */
export interface GraphReadOptions<T> extends GraphCallOptions {
  /** Reads a 2xx answer; `undefined` means that it is not usable. */
  readonly accept: (answer: unknown) => T | undefined;
}

/** Options of a call whose answer is read as it comes. */
export interface GraphOpenOptions {
  /** Headers besides the credentials, e.g. `range`; lower-case names. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Cancels the call; once the answer has begun, destroy its body instead. */
  readonly signal?: AbortSignal;
}

/** Options of a call that does something. */
export interface GraphPostOptions<T> {
  readonly query?: GraphQuery;
  /** Cancels the call while it has not started, and its retries; once it has started the outcome is unknown. */
  readonly signal?: AbortSignal;
  /** Whether a request that has started is completed when `signal` aborts. @default false */
  readonly finishRequest?: boolean;
  /** Carried by `SendOutcomeUnknownError`, so that a later status webhook can be matched. */
  readonly correlationId?: string;
  /**
   * Whether the call does no harm when it is carried out twice (a read receipt); then an unanswered one is made again.
   * @default false
   */
  readonly repeatable?: boolean;
  /** `false` makes one attempt only, for a caller that must do something before the next one. @default true */
  readonly retry?: boolean;
  /** The body's media type. @default 'application/json' */
  readonly contentType?: string;
  /** Headers besides the credentials and the body's own; lower-case names. */
  readonly headers?: Readonly<Record<string, string>>;
  /** The scheme of the access token. @default 'Bearer' */
  readonly tokenScheme?: TokenScheme;
  /** Called for each attempt that Meta refused, before it is tried again. What it throws is logged and changes nothing. */
  readonly onRejected?: (error: GraphApiError) => void | Promise<void>;
  /** Called and awaited before each attempt but the first; what it rejects with ends the call. */
  readonly beforeRetry?: () => Promise<void>;
  /** Called with the milliseconds until the call is made again; the function that it returns is called when that time is over. Must not throw. */
  readonly onRetryWait?: (delayMs: number) => () => void;
  /** Called when an attempt is over, with its answer where it succeeded. Must not throw. */
  readonly onAttemptEnded?: (answer: T | undefined) => void;
  /** Called when the call waits, and before each request. */
  readonly tracker?: RequestTracker;
  /** Reads a 2xx answer; `undefined` where it does not prove success, which makes the outcome unknown. */
  readonly accept: (answer: unknown) => T | undefined;
}

/** One call, whatever its method. */
export interface GraphCall<T> extends Omit<GraphPostOptions<T>, 'repeatable'> {
  readonly caller: GraphCaller;
  readonly method: GraphRequest['method'];
  /** Relative to the Graph version. */
  readonly path: string;
  readonly body?: string | Uint8Array | GraphStreamBody;
  readonly repeatable: boolean;
}
