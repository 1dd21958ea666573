import {
  GRAPH_ERROR_CODES,
  GRAPH_ERROR_RANGES,
  TOKEN_ADVICE,
  type GraphErrorCode,
  type GraphErrorKind,
} from './graph-error-codes.js';
import { meaningOfWords, type AccountObjects } from './meaning-of-words.js';
import { isRetryable } from './retry-advice.js';

/** The fields by which an error is classified. */
export interface GraphErrorSignals {
  /** `code`; some webhooks bring it as a string. */
  readonly code?: number | string;
  /** `error_subcode`. */
  readonly subcode?: number | string;
  /** `is_transient`. */
  readonly isTransient?: boolean;
  /** The status of the HTTP answer; left out for a webhook's error. Only counts for codes that are not known. */
  readonly httpStatus?: number;
  /** `message`, `error_user_msg` and `details`: Meta has codes that only these explain. */
  readonly words?: string;
  /** The path that was called, relative to the version. */
  readonly path?: string;
  /** The ids in the settings of the account that called. */
  readonly objects?: AccountObjects;
}

/** A code's meaning, and whether it stands in the table. */
export interface GraphErrorClassification extends GraphErrorCode {
  /** `false` where the code is not in the table and the range or the status decided. */
  readonly known: boolean;
}

/** Subcodes below this are Graph's general ones, which mean other things than the codes of the same number. */
const FIRST_SPECIFIC_SUBCODE = 1_000_000;

/**
 * Classifies one of Meta's errors and says whether the request may be sent again: by its subcode
 * where that is more exact, else by its words where its code stands for many things, else by its
 * code, else by the code's range.
 *
 * A code that is not in the table is retried only where Meta calls it transient, or the status is 429 or 5xx, and never where
 * its range is that of the permissions. Give it only what stood in an error object of Meta's: a 5xx without one is no rejection but an unknown outcome.
 *
 * @publicApi
 */
export function classifyGraphError(signals: GraphErrorSignals): GraphErrorClassification {
  const code = toNumber(signals.code);
  const subcode = toNumber(signals.subcode);
  const specific = subcode !== undefined && subcode >= FIRST_SPECIFIC_SUBCODE ? subcode : undefined;

  const { words = '', path, objects } = signals;
  const known = lookUp(specific) ?? meaningOfWords({ code, subcode, words, path, objects }) ?? lookUp(code);
  if (known !== undefined) {
    return { ...known, known: true };
  }
  const [, , kind = kindByStatus(signals), rangeAdvice, rangeRetry] =
    rangeOf(specific) ?? rangeOf(code) ?? [];
  const mayPass =
    signals.isTransient === true || signals.httpStatus === 429 || (signals.httpStatus ?? 0) >= 500;
  const retry = rangeRetry ?? { kind: mayPass ? 'backoff' : 'fix' };
  return {
    known: false,
    kind,
    retry,
    title: 'An error that this version of the library does not know',
    advice: isRetryable(retry) ? 'Try again later.' : (rangeAdvice ?? adviceFor(kind)),
  };
}

function lookUp(code: number | undefined): GraphErrorCode | undefined {
  return code === undefined ? undefined : GRAPH_ERROR_CODES[code];
}

function rangeOf(code: number | undefined): (typeof GRAPH_ERROR_RANGES)[number] | undefined {
  return code === undefined ? undefined : GRAPH_ERROR_RANGES.find(([from, to]) => code >= from && code <= to);
}

function kindByStatus({ httpStatus, isTransient }: GraphErrorSignals): GraphErrorKind {
  if (httpStatus === 429) return 'throttling';
  if (httpStatus === 401) return 'authentication';
  if (isTransient === true || (httpStatus ?? 0) >= 500) return 'transient';
  return 'unknown';
}

function adviceFor(kind: GraphErrorKind): string {
  return kind === 'authentication'
    ? TOKEN_ADVICE
    : "Read Meta's words, and look the code up in the error codes of the Cloud API.";
}

function toNumber(value: number | string | undefined): number | undefined {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isInteger(number) ? number : undefined;
}
