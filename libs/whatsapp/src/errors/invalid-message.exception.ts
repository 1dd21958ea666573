import { BadRequestException } from '@nestjs/common';
import type { ValidationIssue, WhatsAppValidationError } from './validation.error.js';
import { toHttpBody } from './http-body-of-error.js';

/**
 * The message in a request's body is not valid: 400 with the path of each problem, also where no
 * `WhatsAppExceptionFilter` is registered. The validation error is its `cause`.
 *
 * @publicApi
 */
export class WhatsAppInvalidMessageException extends BadRequestException {
  /** One entry for each problem, with its path. */
  readonly issues: readonly ValidationIssue[];

  declare readonly cause: WhatsAppValidationError;

  constructor(error: WhatsAppValidationError) {
    super(toHttpBody(error, 400), { cause: error });
    this.issues = error.issues;
  }
}
