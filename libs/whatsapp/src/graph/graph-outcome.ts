import { Readable } from 'node:stream';
import {
  type GraphApiError,
  GraphCallFailedError,
  RequestNotSentError,
  SendCancelledError,
  SendOutcomeUnknownError,
  type WhatsAppError,
} from '../errors/index.js';
import { createGraphError } from '../errors/internal.js';
import { contentsOf, type RequestContents } from '../observability/internal.js';
import { cleanedCause } from './cleaned-cause.js';
import type { GraphCaller } from './graph-caller.js';
import { GraphTransportError } from './graph-transport.error.js';
import type { GraphResponse, GraphStream } from './graph-transport.js';

/** What the outcome of a call depends on beside its answer. */
export interface CallMade {
  readonly repeatable: boolean;
  readonly correlationId?: string;
  readonly signal?: AbortSignal;
  readonly caller: GraphCaller;
  /** Relative to the version; absent where an absolute address was called. */
  readonly path?: string;
  /** Where the request went. */
  readonly url: string;
  /** Only that of JSON is looked at. */
  readonly body?: unknown;
  /** Kept out of every error. */
  readonly secrets: readonly string[];
  readonly attempts: number;
  /** What an answer means that Meta calls unknown. */
  readonly onUnknownErrors?: 'retry' | 'unknown' | undefined;
}

/** What it means that the transport brought no complete answer, or that nobody could read it. */
export function noAnswer(call: CallMade, error: unknown): WhatsAppError {
  const { attempts } = call;
  // A transport that throws anything else has not proved that nothing left.
  const failure = error instanceof GraphTransportError ? error.failure : 'other';
  const requestStarted = error instanceof GraphTransportError ? error.requestStarted : true;
  const cause = cleanedCause(error, contentsOfCall(call));
  if (!requestStarted) {
    return failure === 'aborted'
      ? new SendCancelledError({ cause: call.signal?.aborted ? call.signal.reason : cause, attempts })
      : new RequestNotSentError(failure, {
          cause,
          host: hostOf(call.url),
          attempts,
          retryable: failure !== 'other',
        });
  }
  return notKnown(call, failure, { cause, retryable: failure !== 'aborted' });
}

/** What a complete HTTP answer means; throws what it does not accept. */
export function readAnswer<T>(
  call: CallMade & { readonly accept: (answer: unknown) => T | undefined },
  response: GraphResponse,
): T {
  const { attempts, path, caller } = call;
  if (!isGraphResponse(response)) throw notAnHttpAnswer(call);
  const { status, headers } = response;
  const isSuccess = status >= 200 && status < 300;
  const body = parseJson(response.body);
  let cause: unknown;
  if (isSuccess) {
    try {
      const accepted = call.accept(body);
      if (accepted !== undefined) return accepted;
    } catch (error) {
      // The answer was good enough for HTTP: that our reading of it failed does not mean that nothing was sent.
      cause = cleanedCause(error, contentsOfCall(call));
    }
  }

  const refusal = createGraphError({
    status,
    headers,
    body,
    attempts,
    path,
    objects: caller,
    contents: contentsOfCall(call),
  });
  if (refusal !== undefined) {
    throw mayHaveBeenAccepted(call, refusal) ? unknownToMeta(call, refusal) : refusal;
  }
  const reason = isSuccess ? 'the answer is not the expected one' : 'the answer is not from the Graph API';
  throw notKnown(call, reason, {
    cause,
    httpStatus: status,
    retryable: isSuccess || status === 429 || status >= 500,
  });
}

/** What Meta calls unknown with a 500: its own advice is to send again, although the message may have gone out. */
const UNKNOWN_TO_META: ReadonlySet<number | undefined> = new Set([1, 2, 131000, 131016]);

function mayHaveBeenAccepted(
  { onUnknownErrors, repeatable }: CallMade,
  { graphCode, httpStatus = 0 }: GraphApiError,
): boolean {
  return onUnknownErrors === 'unknown' && !repeatable && httpStatus >= 500 && UNKNOWN_TO_META.has(graphCode);
}

function unknownToMeta(call: CallMade, cause: GraphApiError): WhatsAppError {
  const { graphCode, httpStatus, title } = cause;
  return notKnown(call, `Meta's error ${graphCode}: ${title}`, { cause, httpStatus, retryable: false });
}

/** What the request carried. */
function contentsOfCall(call: CallMade): RequestContents {
  return contentsOf(call.body, { secrets: call.secrets, ids: idsOf(call) });
}

/** Ids that may show: those in the account's settings, and those in the path. */
function idsOf({ caller: { phoneNumberId, businessAccountId, appId }, path = '' }: CallMade): string[] {
  const own = [phoneNumberId, businessAccountId, appId].filter((id) => id !== undefined);
  return [...own, ...(path.match(/\d{5,}/g) ?? [])];
}

function hostOf(url: string): string | undefined {
  return URL.canParse(url) ? new URL(url).host : undefined;
}

/** @throws GraphCallFailedError where a transport opened something else than a stream */
export function assertGraphStream(call: CallMade, answer: GraphStream): void {
  if (!isAnswer(answer) || !(answer.body instanceof Readable)) throw notAnHttpAnswer(call);
}

function notAnHttpAnswer(call: CallMade): WhatsAppError {
  return notKnown(call, 'the transport gave no HTTP answer', { retryable: false });
}

function notKnown(
  { repeatable, correlationId, attempts }: CallMade,
  reason: string,
  { retryable, ...context }: { cause?: unknown; httpStatus?: number; retryable: boolean },
): WhatsAppError {
  return repeatable
    ? new GraphCallFailedError(reason, { ...context, attempts, retryable })
    : new SendOutcomeUnknownError(reason, { ...context, attempts, correlationId });
}

/** An application's transport may give anything: its types are not checked when it runs. */
function isGraphResponse(answer: unknown): boolean {
  return isAnswer(answer) && typeof answer.body === 'string';
}

function isAnswer(answer: unknown): answer is { readonly body: unknown } {
  return (
    typeof answer === 'object' &&
    answer !== null &&
    'status' in answer &&
    typeof answer.status === 'number' &&
    'headers' in answer &&
    typeof answer.headers === 'object' &&
    answer.headers !== null &&
    'body' in answer
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
