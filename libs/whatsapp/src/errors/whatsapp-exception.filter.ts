import {
  Catch,
  HttpStatus,
  Injectable,
  Logger,
  type ArgumentsHost,
  type ExceptionFilter,
} from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { GraphApiError } from './graph-api.error.js';
import { toHttpBody } from './http-body-of-error.js';
import { httpStatusOf } from './http-status-of-error.js';
import { WhatsAppInvalidMessageException } from './invalid-message.exception.js';
import { UnknownAccountError } from './unknown-account.error.js';
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
@Catch(WhatsAppError, WhatsAppInvalidMessageException)
export class WhatsAppExceptionFilter implements ExceptionFilter<
  WhatsAppError | WhatsAppInvalidMessageException
> {
  protected readonly logger = new Logger(WhatsAppExceptionFilter.name);

  constructor(private readonly adapterHost: HttpAdapterHost) {}

  catch(thrown: WhatsAppError | WhatsAppInvalidMessageException, host: ArgumentsHost): void {
    if (host.getType() !== 'http') {
      // Other contexts have answers of their own shape: leave it to the next filter.
      throw thrown;
    }
    const error = thrown instanceof WhatsAppInvalidMessageException ? thrown.cause : thrown;
    const { httpAdapter } = this.adapterHost;
    const response: unknown = host.switchToHttp().getResponse();
    if (httpAdapter.isHeadersSent(response)) {
      httpAdapter.end(response);
      return;
    }
    const status = httpStatusOf(error);
    if (status >= HttpStatus.INTERNAL_SERVER_ERROR) {
      this.logger.error(lineOf(error));
    } else if (error instanceof UnknownAccountError || error instanceof GraphApiError) {
      // The client is not told which accounts there are, and may not pass on what Meta said; the operator may have to know.
      this.logger.warn(lineOf(error));
    }
    if (error instanceof GraphApiError && error.retryAfterMs !== undefined) {
      httpAdapter.setHeader(response, 'Retry-After', String(Math.ceil(error.retryAfterMs / 1000)));
    }
    httpAdapter.reply(response, this.toBody(error, status), status);
  }

  /** The body of the answer; override it to give yours another shape. */
  protected toBody(error: WhatsAppError, statusCode: HttpStatus): Record<string, unknown> {
    return toHttpBody(error, statusCode);
  }
}

function lineOf({ code, message, advice }: WhatsAppError): string {
  return `${code}: ${message}${advice === undefined ? '' : `. What to do: ${advice}`}`;
}
