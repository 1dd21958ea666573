import { STATUS_CODES } from 'node:http';
import {
  Catch,
  HttpStatus,
  Injectable,
  Logger,
  type ArgumentsHost,
  type ExceptionFilter,
} from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { WhatsAppConfigurationError } from './configuration.error.js';
import { GraphApiError } from './graph-api.error.js';
import { httpStatusOf } from './http-status-of-error.js';
import { SendOutcomeUnknownError } from './send-outcome-unknown.error.js';
import { SendRefusedError } from './send-refused.error.js';
import { UnknownAccountError } from './unknown-account.error.js';
import { WhatsAppValidationError } from './validation.error.js';
import { WhatsAppError } from './whatsapp-error.js';

/**
 * Turns the library's errors into HTTP answers: 400 with the path of each field for a message that is not valid, 422 for
 * what Meta refused and the caller can change, 429 with `Retry-After` for throttling, 404 for an unknown account, 409 for a
 * refusing policy, 502 or 503 for the rest. Never holds a token or Meta's raw answer. Opt-in:
 *
 * @example
 * providers: [{ provide: APP_FILTER, useClass: WhatsAppExceptionFilter }]
 * @publicApi
 */
@Injectable()
@Catch(WhatsAppError)
export class WhatsAppExceptionFilter implements ExceptionFilter<WhatsAppError> {
  protected readonly logger = new Logger(WhatsAppExceptionFilter.name);

  constructor(private readonly adapterHost: HttpAdapterHost) {}

  catch(error: WhatsAppError, host: ArgumentsHost): void {
    if (host.getType() !== 'http') {
      // Other contexts have answers of their own shape: leave it to the next filter.
      throw error;
    }
    const { httpAdapter } = this.adapterHost;
    const response: unknown = host.switchToHttp().getResponse();
    if (httpAdapter.isHeadersSent(response)) {
      httpAdapter.end(response);
      return;
    }
    const status = httpStatusOf(error);
    if (status >= HttpStatus.INTERNAL_SERVER_ERROR) {
      this.logger.error(`${error.code}: ${error.message}`);
    } else if (error instanceof UnknownAccountError) {
      // The client is not told which accounts there are; the operator may have to know.
      this.logger.warn(`${error.code}: ${error.message}`);
    }
    if (error instanceof GraphApiError && error.retryAfterMs !== undefined) {
      httpAdapter.setHeader(response, 'Retry-After', String(Math.ceil(error.retryAfterMs / 1000)));
    }
    httpAdapter.reply(response, this.toBody(error, status), status);
  }

  /** The body of the answer; override it to give yours another shape. */
  protected toBody(error: WhatsAppError, statusCode: HttpStatus): Record<string, unknown> {
    return {
      statusCode,
      error: STATUS_CODES[statusCode],
      errorCode: error.code,
      message: error.message,
      advice: error.advice,
      ...detailsOf(error),
    };
  }
}

/** What stands in place of an error's own words, and what it says besides. */
function detailsOf(error: WhatsAppError): Record<string, unknown> {
  // What is wrong with the set-up, and which accounts there are, concerns the operator, who finds it in the log.
  if (error instanceof WhatsAppConfigurationError) {
    return { message: 'WhatsApp is not configured correctly' };
  }
  if (error instanceof UnknownAccountError) {
    return { message: `No WhatsApp account is named "${error.accountName}"`, advice: undefined };
  }
  if (error instanceof WhatsAppValidationError) {
    return { errors: error.issues.map(({ path, message }) => ({ path, message })) };
  }
  if (error instanceof GraphApiError) {
    const { graphCode, graphSubcode, title, details, fbtraceId, userTitle, userMessage } = error;
    return {
      graph: { code: graphCode, subcode: graphSubcode, title, details, fbtraceId, userTitle, userMessage },
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
