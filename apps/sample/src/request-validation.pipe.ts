import { Injectable, ValidationPipe } from '@nestjs/common';
import type { ValidationError } from 'class-validator';
import { WhatsAppValidationError, type ValidationIssue } from 'nestjs-whatsapp';

/**
 * Checks the app's own request bodies, and reports what is wrong in the same shape as the library does for messages:
 * 400 with the path of each field.
 */
@Injectable()
export class RequestValidationPipe extends ValidationPipe {
  constructor() {
    super({
      whitelist: true,
      forbidNonWhitelisted: true,
      transform: true,
      exceptionFactory: (errors) => new WhatsAppValidationError(errors.flatMap((error) => issuesOf(error))),
    });
  }
}

function issuesOf(
  { property, constraints = {}, children = [] }: ValidationError,
  parent = '',
): ValidationIssue[] {
  const path = parent === '' ? property : `${parent}.${property}`;
  const own = Object.values(constraints).map((message) => ({ path, message }));
  return [...own, ...children.flatMap((child) => issuesOf(child, path))];
}
