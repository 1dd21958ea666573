import {
  Catch,
  HttpStatus,
  Injectable,
  Logger,
  type ArgumentsHost,
  type ExceptionFilter,
} from '@nestjs/common';
import { BaseExceptionFilter, HttpAdapterHost } from '@nestjs/core';
import { WhatsAppError, WhatsAppExceptionFilter, type OnPremisesError } from 'nestjs-whatsapp';

/** The addresses of the On-Premises API. */
const ADDRESS = /^\/v1\/(?:messages|contacts|health)(?:[/?]|$)/;

/**
 * Answers in the old shape also what is wrong with a request before its controller is reached, such as a body that is no JSON or
 * too large, and what nobody expected. At all other addresses everything is as without it.
 */
@Injectable()
@Catch()
export class OnPremisesHttpExceptionFilter implements ExceptionFilter {
  private readonly logger = new Logger('OnPremises');
  private readonly ofNest: BaseExceptionFilter;
  // A filter for everything stands in the way of those for something.
  private readonly ofLibrary: WhatsAppExceptionFilter;

  constructor(private readonly adapterHost: HttpAdapterHost) {
    this.ofNest = new BaseExceptionFilter(adapterHost.httpAdapter);
    this.ofLibrary = new WhatsAppExceptionFilter(adapterHost);
  }

  catch(error: unknown, host: ArgumentsHost): void {
    const { httpAdapter } = this.adapterHost;
    const http = host.switchToHttp();
    if (error instanceof WhatsAppError) {
      leaveTo(this.ofLibrary, error, host);
    } else if (ADDRESS.test(httpAdapter.getRequestUrl(http.getRequest()))) {
      const status = statusOf(error);
      httpAdapter.reply(http.getResponse(), { errors: [this.toError(error, status)] }, status);
    } else {
      leaveTo(this.ofNest, error, host);
    }
  }

  private toError(error: unknown, status: number): OnPremisesError {
    const message = error instanceof Error ? error.message : 'unknown error';
    if (status < 500) return { code: 400, title: 'Generic error', details: message };
    this.logger.error(message, error instanceof Error ? error.stack : undefined);
    return { code: 1014, title: 'Internal error', details: 'Something went wrong here; the log says what' };
  }
}

function leaveTo<T>(filter: ExceptionFilter<T>, error: T, host: ArgumentsHost): void {
  const answer = filter.catch.bind(filter);
  answer(error, host);
}

/** Nest's errors have a method, those of Express's body parser a field. */
function statusOf(error: unknown): number {
  if (typeof error !== 'object' || error === null) return HttpStatus.INTERNAL_SERVER_ERROR;
  const status: unknown =
    'getStatus' in error && typeof error.getStatus === 'function'
      ? error.getStatus()
      : 'statusCode' in error && error.statusCode;
  return typeof status === 'number' ? status : HttpStatus.INTERNAL_SERVER_ERROR;
}
