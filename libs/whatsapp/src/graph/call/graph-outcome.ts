import { Readable } from 'node:stream';
import {
  type GraphApiError,
  GraphCallFailedError,
  RequestNotSentError,
  SendCancelledError,
  SendOutcomeUnknownError,
  type WhatsAppError,
} from '../../errors/index.js';
import { createGraphError } from '../../errors/internal.js';
import { contentsOf, type RequestContents } from '../../observability/internal.js';
import { cleanedCause, GraphTransportError } from '../transport/graph-transport.error.js';
import type { GraphCaller } from './graph-call.js';
import type { GraphResponse, GraphStream } from '../transport/graph-transport.js';

/** An error answer longer than this is not one of the Graph API. */
const MAX_REFUSAL_BYTES = 64 * 1024;

/** A request that was made: what its outcome depends on beside the answer. */
export interface CallMade {
  readonly repeatable: boolean;
  readonly correlationId?: string;
  readonly signal?: AbortSignal;
  readonly caller: GraphCaller;
  /** Relative to the version; absent where an absolute address was called. */
  readonly path?: string;
  /** The address of the request. */
  readonly url: string;
  /** Only that of JSON is looked at. */
  readonly body?: unknown;
  /** The secrets that no error may show. */
  readonly secrets: readonly string[];
  readonly attempts: number;
  /** Whether an answer that Meta calls unknown is tried again. */
  readonly onUnknownErrors?: 'retry' | 'unknown' | undefined;
}

/** Makes the error of a call whose transport brought no complete answer, or one that could not be read. */
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

/**
 * Reads a complete HTTP answer.
 *
 * @throws GraphApiError where Meta refused the call; GraphCallFailedError or SendOutcomeUnknownError for any other answer that `accept`
 *   does not take
 */
export function readAnswer<T>(
  call: CallMade,
  response: GraphResponse,
  accept: (answer: unknown) => T | undefined,
): T {
  const { attempts, path, caller } = call;
  if (!isGraphResponse(response)) throw notAnHttpAnswer(call);
  const { status, headers } = response;
  const isSuccess = status >= 200 && status < 300;
  const body = parseJson(response.body);
  let cause: unknown;
  if (isSuccess) {
    try {
      const accepted = accept(body);
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

/** Codes that Meta calls unknown with a 500. It advises to send again, although the message may have gone out. */
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

/** Collects what the request carried. */
function contentsOfCall(call: CallMade): RequestContents {
  return contentsOf(call.body, { secrets: call.secrets, ids: idsOf(call) });
}

/** Collects the ids that may be shown: those in the account's settings, and those in the path. */
function idsOf({ caller: { phoneNumberId, businessAccountId, appId }, path = '' }: CallMade): string[] {
  const own = [phoneNumberId, businessAccountId, appId].filter((id) => id !== undefined);
  return [...own, ...(path.match(/\d{5,}/g) ?? [])];
}

function hostOf(url: string): string | undefined {
  return URL.canParse(url) ? new URL(url).host : undefined;
}

/**
 * Refuses what is no stream.
 *
 * @throws GraphCallFailedError where a transport opened something else
 */
export function assertGraphStream(call: CallMade, answer: GraphStream): void {
  if (!isAnswer(answer) || !(answer.body instanceof Readable)) throw notAnHttpAnswer(call);
}

/** Reads the body of an answer that is no success, as text; empty where it is too long or does not end. */
export async function readRefusal(body: Readable): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  try {
    for await (const chunk of body as AsyncIterable<Uint8Array>) {
      bytes += chunk.length;
      if (bytes > MAX_REFUSAL_BYTES) return '';
      chunks.push(chunk);
    }
  } catch {
    return '';
  }
  return Buffer.concat(chunks).toString('utf8');
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
