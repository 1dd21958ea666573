import { Catch, HttpException, Injectable, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { BaseExceptionFilter, HttpAdapterHost } from '@nestjs/core';
import type { OnPremisesError } from 'nestjs-whatsapp';

/** The address of the On-Premises API. */
const ADDRESS = /^\/v1\/messages\/?(?:\?|$)/;

/**
 * Answers in the old shape also what is wrong with a request before its controller is reached, such as a body that is no JSON. At all
 * other addresses Nest answers.
 */
@Injectable()
@Catch(HttpException)
export class OnPremisesHttpExceptionFilter implements ExceptionFilter<HttpException> {
  private readonly elsewhere: ExceptionFilter<HttpException>;

  constructor(private readonly adapterHost: HttpAdapterHost) {
    this.elsewhere = new BaseExceptionFilter(adapterHost.httpAdapter);
  }

  catch(error: HttpException, host: ArgumentsHost): void {
    const { httpAdapter } = this.adapterHost;
    const http = host.switchToHttp();
    if (!ADDRESS.test(httpAdapter.getRequestUrl(http.getRequest()))) {
      const answer = this.elsewhere.catch.bind(this.elsewhere);
      answer(error, host);
      return;
    }
    const status: number = error.getStatus();
    const kind =
      status < 500 ? { code: 400, title: 'Generic error' } : { code: 1014, title: 'Internal error' };
    const errors: OnPremisesError[] = [{ ...kind, details: error.message }];
    httpAdapter.reply(http.getResponse(), { errors }, status);
  }
}
