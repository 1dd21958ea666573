import { isRecord } from '../common/internal.js';
import { NO_CONTENTS, type RequestContents } from '../observability/internal.js';
import { classifyGraphError } from './classify-graph-error.js';
import { GraphApiError, type GraphErrorFields } from './graph-api.error.js';
import * as kinds from './graph-api-error-kinds.js';
import { type GraphErrorKind } from './graph-error-codes.js';
import type { AccountObjects } from './meaning-of-words.js';
import { redactAnswer, redactRefusal } from './redact-refusal.js';
import { parseRegainAccessMs, parseRetryAfterMs } from './retry-after.js';

/** An HTTP answer of the Graph API that holds an error. */
export interface GraphErrorAnswer {
  readonly status: number;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  /** The parsed body. */
  readonly body: unknown;
  /** The number of times that the call was made. */
  readonly attempts?: number;
  /** The path that was called, relative to the version. */
  readonly path?: string;
  /** The ids of the account that called. */
  readonly objects?: AccountObjects;
  /** The contents of the request that must not show in the error. */
  readonly contents?: RequestContents;
}

type KindClass = new (fields: GraphErrorFields, options?: { attempts?: number }) => GraphApiError;

const CLASSES: Readonly<Record<GraphErrorKind, KindClass>> = {
  authentication: kinds.WhatsAppAuthenticationError,
  configuration: kinds.WhatsAppGraphConfigurationError,
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
export function createGraphError(answer: GraphErrorAnswer): GraphApiError | undefined {
  const { body, contents = NO_CONTENTS } = answer;
  if (!isRecord(body) || !isGraphErrorObject(body['error'])) return undefined;
  const { error: refused, ...beside } = body;
  const error = redactRefusal(refused, contents);
  return toGraphApiError(error, { ...answer, body: { ...redactAnswer(beside, contents), error } });
}

/**
 * The error that a webhook reported (`errors[]` of a value, a message or a status), as its kind.
 *
 * @publicApi
 */
export function createWebhookGraphError(reported: unknown): GraphApiError {
  const error = isRecord(reported) ? redactRefusal(reported, NO_CONTENTS) : {};
  return toGraphApiError(error, { body: error });
}

function toGraphApiError(
  error: Readonly<Record<string, unknown>>,
  { status: httpStatus, headers, body, attempts, path, objects }: Partial<GraphErrorAnswer>,
): GraphApiError {
  const code = toCode(error['code']);
  const subcode = toCode(error['error_subcode']);
  const isTransient = typeof error['is_transient'] === 'boolean' ? error['is_transient'] : undefined;
  const graphMessage = text(error['message']);
  const details = detailsOfError(error);
  const userMessage = text(error['error_user_msg']);
  const words = [details, userMessage, graphMessage].filter(Boolean).join('\n');
  const meaning = classifyGraphError({ code, subcode, isTransient, httpStatus, words, path, objects });
  return new CLASSES[meaning.kind](
    {
      kind: meaning.kind,
      retry: meaning.retry,
      advice: meaning.advice,
      graphCode: code,
      graphSubcode: subcode,
      graphType: text(error['type']),
      graphMessage,
      title: text(error['title']) ?? (meaning.known ? meaning.title : (graphMessage ?? meaning.title)),
      details,
      fbtraceId: text(error['fbtrace_id']),
      isTransient,
      userTitle: text(error['error_user_title']),
      userMessage,
      httpStatus,
      retryAfterMs: retryAfterMsOf(meaning.kind, headers),
      body,
    },
    { attempts },
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

/** The details of Meta's error: in `error_data`, which may be the text itself; older webhooks have `details` beside the code. */
export function detailsOfError({
  error_data: data,
  details,
}: Readonly<Record<string, unknown>>): string | undefined {
  return (isRecord(data) ? text(data['details']) : text(data)) ?? text(details);
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function toCode(value: unknown): number | undefined {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : undefined;
}
