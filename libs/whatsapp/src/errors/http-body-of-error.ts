import { STATUS_CODES } from 'node:http';
import { WhatsAppConfigurationError } from './configuration.error.js';
import { WhatsAppMediaError, WhatsAppTemplateError } from './graph-api-error-kinds.js';
import { GraphApiError } from './graph-api.error.js';
import { SendOutcomeUnknownError } from './send-outcome-unknown.error.js';
import { SendRefusedError } from './send-refused.error.js';
import { UnknownAccountError } from './unknown-account.error.js';
import { WhatsAppValidationError } from './validation.error.js';
import type { WhatsAppError } from './whatsapp-error.js';

/** The body of the HTTP answer to a client of the application: what went wrong, what to do, and what else the error knows. */
export function toHttpBody(error: WhatsAppError, statusCode: number): Record<string, unknown> {
  return {
    statusCode,
    error: STATUS_CODES[statusCode],
    errorCode: error.code,
    message: error.message,
    advice: error.advice,
    ...detailsOf(error),
  };
}

/** Returns the text that replaces an error's own words, and its further details. */
function detailsOf(error: WhatsAppError): Record<string, unknown> {
  // What is wrong with the set-up, and which accounts there are, concerns the operator, who finds it in the log.
  if (error instanceof WhatsAppConfigurationError) {
    return { message: 'WhatsApp is not configured correctly' };
  }
  if (error instanceof UnknownAccountError) {
    return { message: `No WhatsApp account is named "${error.accountName}"`, advice: undefined };
  }
  if (error instanceof WhatsAppValidationError) {
    return {
      // The answer has them under the key that Nest's own answers have.
      advice: error.advice?.replaceAll('`issues`', '`errors`'),
      errors: error.issues.map(({ path, message }) => ({ path, message })),
    };
  }
  if (error instanceof GraphApiError) {
    const { graphCode: code, graphSubcode: subcode, graphMessage: message } = error;
    const { origin, policy, reason, title, details, fbtraceId, userTitle, userMessage } = error;
    const issues =
      error instanceof WhatsAppMediaError || error instanceof WhatsAppTemplateError ? error.issues : [];
    return {
      origin,
      policy,
      reason,
      ...(issues.length > 0 && {
        errors: issues.map(({ path, message: text }) => ({ path, message: text })),
      }),
      graph: { code, subcode, title, message, details, fbtraceId, userTitle, userMessage },
    };
  }
  if (error instanceof SendOutcomeUnknownError) {
    return { correlationId: error.correlationId };
  }
  if (error instanceof SendRefusedError) {
    return { policy: error.policy, reason: error.reason };
  }
  return {};
}
