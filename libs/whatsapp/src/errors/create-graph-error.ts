import { classifyGraphError } from './classify-graph-error.js';
import { GraphApiError, type GraphErrorFields } from './graph-api.error.js';
import * as kinds from './graph-api-error-kinds.js';
import { type GraphErrorKind } from './graph-error-codes.js';
import { parseRegainAccessMs, parseRetryAfterMs } from './retry-after.js';

/** An HTTP answer of the Graph API that holds an error. */
export interface GraphErrorAnswer {
  readonly status: number;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  /** The parsed body. */
  readonly body: unknown;
  /** How many times the call was made. */
  readonly attempts?: number;
}

type KindClass = new (fields: GraphErrorFields, options?: { attempts?: number }) => GraphApiError;

const CLASSES: Readonly<Record<GraphErrorKind, KindClass>> = {
  authentication: kinds.WhatsAppAuthenticationError,
  permission: kinds.WhatsAppPermissionError,
  integrity: kinds.WhatsAppIntegrityError,
  billing: kinds.WhatsAppBillingError,
  throttling: kinds.WhatsAppThrottlingError,
  quality: kinds.WhatsAppQualityError,
  'opt-out': kinds.WhatsAppOptOutError,
  transient: kinds.WhatsAppTransientError,
  window: kinds.WhatsAppServiceWindowError,
  recipient: kinds.WhatsAppRecipientError,
  request: kinds.WhatsAppInvalidRequestError,
  media: kinds.WhatsAppMediaError,
  template: kinds.WhatsAppTemplateError,
  registration: kinds.WhatsAppRegistrationError,
  flow: kinds.WhatsAppFlowError,
  calling: kinds.WhatsAppCallingError,
  group: kinds.WhatsAppGroupError,
  payment: kinds.WhatsAppPaymentError,
  account: kinds.WhatsAppAccountManagementError,
  partial: kinds.WhatsAppPartialSuccessError,
  unknown: kinds.WhatsAppUnknownGraphError,
};

/**
 * The error that an answer of the Graph API holds, as its kind; `undefined` where the body holds no Graph error object
 * (a proxy's page, half an answer): then Meta has not said that it refused anything.
 *
 * @publicApi
 */
export function createGraphError({
  status,
  headers,
  body,
  attempts,
}: GraphErrorAnswer): GraphApiError | undefined {
  const error = isRecord(body) ? body['error'] : undefined;
  if (!isGraphErrorObject(error)) {
    return undefined;
  }
  return toGraphApiError(error, {
    httpStatus: status,
    headers,
    body,
    attempts,
  });
}

/**
 * The error that a webhook reported (`errors[]` of a value, a message or a status), as its kind.
 *
 * @publicApi
 */
export function createWebhookGraphError(error: unknown): GraphApiError {
  return toGraphApiError(isRecord(error) ? error : {}, { body: error });
}

function toGraphApiError(
  error: Readonly<Record<string, unknown>>,
  context: {
    httpStatus?: number;
    headers?: Readonly<Record<string, string>>;
    body?: unknown;
    attempts?: number;
  },
): GraphApiError {
  const code = toCode(error['code']);
  const subcode = toCode(error['error_subcode']);
  const isTransient = typeof error['is_transient'] === 'boolean' ? error['is_transient'] : undefined;
  const meaning = classifyGraphError({ code, subcode, isTransient, httpStatus: context.httpStatus });
  return new CLASSES[meaning.kind](
    {
      kind: meaning.kind,
      retry: meaning.retry,
      advice: meaning.advice,
      graphCode: code,
      graphSubcode: subcode,
      graphType: text(error['type']),
      graphMessage: text(error['message']),
      title:
        text(error['title']) ?? (meaning.known ? meaning.title : (text(error['message']) ?? meaning.title)),
      details: detailsOf(error['error_data']),
      fbtraceId: text(error['fbtrace_id']),
      isTransient,
      userTitle: text(error['error_user_title']),
      userMessage: text(error['error_user_msg']),
      httpStatus: context.httpStatus,
      retryAfterMs: retryAfterMsOf(meaning.kind, context.headers),
      body: context.body,
    },
    { attempts: context.attempts },
  );
}

function retryAfterMsOf(
  kind: GraphErrorKind,
  headers: Readonly<Record<string, string>> = {},
): number | undefined {
  return parseRetryAfterMs(headers) ?? (kind === 'throttling' ? parseRegainAccessMs(headers) : undefined);
}

function isGraphErrorObject(error: unknown): error is Readonly<Record<string, unknown>> {
  return isRecord(error) && toCode(error['code']) !== undefined;
}

function detailsOf(data: unknown): string | undefined {
  return isRecord(data) ? text(data['details']) : text(data);
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function toCode(value: unknown): number | undefined {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : undefined;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
