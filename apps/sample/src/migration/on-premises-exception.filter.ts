import { Catch, Injectable, type HttpStatus } from '@nestjs/common';
import { toOnPremisesErrors, WhatsAppError, WhatsAppExceptionFilter } from 'nestjs-whatsapp';

/** Answers errors in the shape that a client of the On-Premises API reads; the status is the same as elsewhere. */
@Injectable()
@Catch(WhatsAppError)
export class OnPremisesExceptionFilter extends WhatsAppExceptionFilter {
  protected override toBody(error: WhatsAppError, statusCode: HttpStatus): Record<string, unknown> {
    return { errors: toOnPremisesErrors(error, statusCode) };
  }
}
