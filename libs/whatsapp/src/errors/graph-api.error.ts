import { type GraphErrorKind } from './graph-error-codes.js';
import { isRetryable, type RetryAdvice } from './retry-advice.js';
import { refusedBy } from './send-refused.error.js';
import { WhatsAppError, type WhatsAppErrorOptions } from './whatsapp-error.js';

/** The origin of an error: a policy of this library before it asked Meta, or Meta. */
export type ErrorOrigin = 'policy' | 'meta';

/** The fields of an error that Meta reported, in an answer or in a webhook, or that a policy found before Meta was asked. */
export interface GraphErrorFields {
  /** The side that found the error. @default 'meta' */
  readonly origin?: ErrorOrigin;
  /** The policy that found it. */
  readonly policy?: string;
  /** The policy's reason, in a sentence without content of the message. */
  readonly reason?: string;
  /** The kind of the error, by remedy. */
  readonly kind: GraphErrorKind;
  /** Whether and when the same request may be sent again. */
  readonly retry: RetryAdvice;
  /** The remedy, in a sentence of ours. */
  readonly advice: string;
  /** Meta's number for the error, of a policy the one that Meta would have sent; absent where Meta sent none. */
  readonly graphCode?: number;
  /** `error_subcode`: mostly on template, registration and account endpoints. */
  readonly graphSubcode?: number;
  /** `type`; `OAuthException` for almost everything, so of no use for telling errors apart. */
  readonly graphType?: string;
  /** `message` as Meta worded it; it explains what has no `details`. Titles change: never match on it. */
  readonly graphMessage?: string;
  /** Meta's `title` (webhooks), else the title of the code in our table. */
  readonly title: string;
  /** `error_data.details`, or `error_data` itself where it is a string: the most specific text there is. */
  readonly details?: string;
  /** `fbtrace_id`; Meta's support asks for it. */
  readonly fbtraceId?: string;
  /** `is_transient`. */
  readonly isTransient?: boolean;
  /** `error_user_title`. */
  readonly userTitle?: string;
  /** `error_user_msg`. */
  readonly userMessage?: string;
  /** The status of the HTTP answer; absent for an error that a webhook brought. */
  readonly httpStatus?: number;
  /** Milliseconds that Meta asked to wait (`Retry-After`; where it throttled also the usage header's time to regain access). */
  readonly retryAfterMs?: number;
  /** The whole parsed answer: some hold partial success beside the error (block users, groups). */
  readonly body?: unknown;
}

/** Options of an error from Meta, beside its fields. */
export type GraphErrorOptions = Pick<WhatsAppErrorOptions, 'attempts' | 'cause'>;

/**
 * The API refuses what was asked for: it was not done (except where `body` shows partial success). One class stands for one condition,
 * whoever found it: Meta by its answer (`origin: 'meta'`), or a policy before anything was sent (`origin: 'policy'`).
 * Thrown as one of its kinds, by remedy; use `instanceof` on them, or switch on `code`, `kind` or `graphCode`.
 *
 * @publicApi
 */
export abstract class GraphApiError extends WhatsAppError implements GraphErrorFields {
  readonly origin: ErrorOrigin;
  declare readonly policy?: string;
  declare readonly reason?: string;
  readonly kind: GraphErrorKind;
  readonly retry: RetryAdvice;
  declare readonly advice: string;
  readonly graphCode?: number;
  readonly graphSubcode?: number;
  readonly graphType?: string;
  readonly graphMessage?: string;
  readonly title: string;
  readonly details?: string;
  readonly fbtraceId?: string;
  readonly isTransient?: boolean;
  readonly userTitle?: string;
  readonly userMessage?: string;
  readonly httpStatus?: number;
  readonly retryAfterMs?: number;
  /** The answer's body. Not enumerable, so that it does not end up in a log by itself. */
  declare readonly body?: unknown;

  constructor(fields: GraphErrorFields, options: GraphErrorOptions = {}) {
    super(describe(fields), { ...options, advice: fields.advice, retryable: isRetryable(fields.retry) });
    this.origin = fields.origin ?? 'meta';
    // Absent and not undefined where Meta found it, so that they do not show in logs.
    if (fields.policy !== undefined) this.policy = fields.policy;
    if (fields.reason !== undefined) this.reason = fields.reason;
    this.kind = fields.kind;
    this.retry = fields.retry;
    this.graphCode = fields.graphCode;
    this.graphSubcode = fields.graphSubcode;
    this.graphType = fields.graphType;
    this.graphMessage = fields.graphMessage;
    this.title = fields.title;
    this.details = fields.details;
    this.fbtraceId = fields.fbtraceId;
    this.isTransient = fields.isTransient;
    this.userTitle = fields.userTitle;
    this.userMessage = fields.userMessage;
    this.httpStatus = fields.httpStatus;
    this.retryAfterMs = fields.retryAfterMs;
    Object.defineProperty(this, 'body', { value: fields.body, enumerable: false });
  }
}

function describe(fields: GraphErrorFields): string {
  if (fields.origin === 'policy') return refusedBy(fields.policy ?? '', fields.reason ?? fields.title);
  const { graphCode, graphSubcode, title, fbtraceId } = fields;
  const number = graphCode === undefined ? '' : ` (#${graphCode}${graphSubcode ? `/${graphSubcode}` : ''})`;
  const trace = fbtraceId === undefined ? '' : ` [fbtrace_id ${fbtraceId}]`;
  const explanation = explanationOf(fields);
  return `Meta refused the request${number}: ${title}${explanation === undefined ? '' : ` - ${explanation}`}${trace}`;
}

/** The most specific of Meta's words, unless the title says the same. */
function explanationOf({ title, details, userMessage, graphMessage }: GraphErrorFields): string | undefined {
  const words = details ?? userMessage ?? graphMessage;
  const bare = words?.replace(/^\(#\d+\)\s*/, '');
  return bare === title ? undefined : words;
}
