import { HttpStatus } from '@nestjs/common';
import { WhatsAppConfigurationError } from './configuration.error.js';
import { GraphApiError } from './graph-api.error.js';
import type { GraphErrorKind } from './graph-error-codes.js';
import { GraphCallFailedError } from './graph-call-failed.error.js';
import { RequestNotSentError } from './request-not-sent.error.js';
import { SendCancelledError } from './send-cancelled.error.js';
import { SendOutcomeUnknownError } from './send-outcome-unknown.error.js';
import { SendRefusedError } from './send-refused.error.js';
import { UnknownAccountError } from './unknown-account.error.js';
import { WhatsAppValidationError } from './validation.error.js';
import { WhatsAppError } from './whatsapp-error.js';

/** 422: the caller can do something about it; 502: only the operator, at Meta; 503: time, or the operator, in the settings; 429: time. */
const STATUS_OF_KIND: Readonly<Record<GraphErrorKind, HttpStatus>> = {
  authentication: HttpStatus.SERVICE_UNAVAILABLE,
  configuration: HttpStatus.SERVICE_UNAVAILABLE,
  permission: HttpStatus.BAD_GATEWAY,
  integrity: HttpStatus.BAD_GATEWAY,
  billing: HttpStatus.BAD_GATEWAY,
  throttling: HttpStatus.TOO_MANY_REQUESTS,
  quality: HttpStatus.UNPROCESSABLE_ENTITY,
  'opt-out': HttpStatus.UNPROCESSABLE_ENTITY,
  transient: HttpStatus.SERVICE_UNAVAILABLE,
  window: HttpStatus.UNPROCESSABLE_ENTITY,
  recipient: HttpStatus.UNPROCESSABLE_ENTITY,
  request: HttpStatus.UNPROCESSABLE_ENTITY,
  media: HttpStatus.UNPROCESSABLE_ENTITY,
  template: HttpStatus.UNPROCESSABLE_ENTITY,
  registration: HttpStatus.BAD_GATEWAY,
  flow: HttpStatus.UNPROCESSABLE_ENTITY,
  calling: HttpStatus.UNPROCESSABLE_ENTITY,
  group: HttpStatus.UNPROCESSABLE_ENTITY,
  payment: HttpStatus.UNPROCESSABLE_ENTITY,
  account: HttpStatus.UNPROCESSABLE_ENTITY,
  partial: HttpStatus.UNPROCESSABLE_ENTITY,
  unknown: HttpStatus.BAD_GATEWAY,
};

/** The rest, by class; the first that fits holds. */
const STATUS_OF_CLASS: readonly (readonly [abstract new (...args: never[]) => WhatsAppError, HttpStatus])[] =
  [
    [WhatsAppValidationError, HttpStatus.BAD_REQUEST],
    [UnknownAccountError, HttpStatus.NOT_FOUND],
    [SendRefusedError, HttpStatus.CONFLICT],
    [SendOutcomeUnknownError, HttpStatus.BAD_GATEWAY],
    [RequestNotSentError, HttpStatus.SERVICE_UNAVAILABLE],
    [GraphCallFailedError, HttpStatus.BAD_GATEWAY],
    [SendCancelledError, HttpStatus.SERVICE_UNAVAILABLE],
    [WhatsAppConfigurationError, HttpStatus.INTERNAL_SERVER_ERROR],
  ];

/** The HTTP status that an error of ours has for the client of the application. */
export function httpStatusOf(error: WhatsAppError): HttpStatus {
  if (error instanceof GraphApiError) {
    return STATUS_OF_KIND[error.kind];
  }
  const entry = STATUS_OF_CLASS.find(([type]) => error instanceof type);
  if (entry !== undefined) return entry[1];
  // Of the errors of the features above this one nothing is known but what caused them, and whether time helps.
  if (error.cause instanceof WhatsAppError) return httpStatusOf(error.cause);
  return error.retryable ? HttpStatus.SERVICE_UNAVAILABLE : HttpStatus.INTERNAL_SERVER_ERROR;
}
