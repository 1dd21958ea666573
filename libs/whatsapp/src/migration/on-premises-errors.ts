import {
  GRAPH_ERROR_CODES,
  GraphApiError,
  SendOutcomeUnknownError,
  SendRefusedError,
  WhatsAppConfigurationError,
  WhatsAppValidationError,
  type ValidationIssue,
  type WhatsAppError,
} from '../errors/index.js';

/** One error in the shape of the On-Premises API. */
export interface OnPremisesError {
  readonly code: number;
  readonly title: string;
  readonly details: string;
}

/** The On-Premises code for each code of the Cloud API that has one (On-Premises migration, error codes). */
const OLD_CODES: Readonly<Record<number, number>> = {
  100: 400,
  131000: 1014,
  131008: 1008,
  131009: 1009,
  131021: 1021,
  131026: 1013,
  131042: 402,
  131047: 470,
  131048: 471,
  130429: 429,
  131056: 429,
  130472: 472,
  132000: 2000,
  132001: 2001,
  132005: 2005,
  132012: 2012,
  132015: 2061,
  132016: 2062,
  137000: 480,
};

const MISSING = { code: 1008, title: 'Required parameter is missing' };
const INVALID = { code: 1009, title: 'Parameter value is not valid' };
const GENERIC = { code: 400, title: 'Generic error' };
const INTERNAL = { code: 1014, title: 'Internal error' };

/**
 * An error of the library as a client of the On-Premises API expects it in `errors`. Codes that only the Cloud API has are kept.
 *
 * @param httpStatus the status that the answer has: it tells the client's mistakes from ours
 * @publicApi
 */
export function toOnPremisesErrors(error: WhatsAppError, httpStatus: number): readonly OnPremisesError[] {
  if (error instanceof WhatsAppValidationError) return error.issues.map(ofIssue);
  if (error instanceof GraphApiError) return [ofGraphError(error)];
  if (error instanceof SendOutcomeUnknownError) {
    return [
      {
        ...INTERNAL,
        details: `It is not known whether the message was sent: do not send it again blindly (correlation id ${error.correlationId})`,
      },
    ];
  }
  if (error instanceof WhatsAppConfigurationError) {
    return [{ ...INTERNAL, details: 'WhatsApp is not configured correctly' }];
  }
  if (error instanceof SendRefusedError && error.equivalentGraphCode !== undefined) {
    return [ofRefusal(error.message, error.equivalentGraphCode)];
  }
  return [{ ...(httpStatus < 500 ? GENERIC : INTERNAL), details: error.message }];
}

function ofIssue({ path, message }: ValidationIssue): OnPremisesError {
  // The rules of the library begin so where a field is not there.
  const kind = /^is (?:required|missing)\b/.test(message) ? MISSING : INVALID;
  return { ...kind, details: path === '' ? message : `${path}: ${message}` };
}

/** Translates a refusal from before Meta was asked; it has the code that Meta's refusal would have had. */
function ofRefusal(details: string, graphCode: number): OnPremisesError {
  const title = GRAPH_ERROR_CODES[graphCode]?.title ?? GENERIC.title;
  return { code: OLD_CODES[graphCode] ?? graphCode, title, details };
}

function ofGraphError({ graphCode, title, details, message }: GraphApiError): OnPremisesError {
  const known = graphCode === undefined ? undefined : OLD_CODES[graphCode];
  return { code: known ?? graphCode ?? GENERIC.code, title, details: details ?? message };
}
