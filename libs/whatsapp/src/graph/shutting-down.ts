import { RequestNotSentError, type WhatsAppErrorOptions } from '../errors/index.js';

/** The error of a call that the end of the application kept from being made (again). */
export function shuttingDown(
  options: Pick<WhatsAppErrorOptions, 'cause' | 'attempts'> = {},
): RequestNotSentError {
  return new RequestNotSentError('the application is shutting down', {
    ...options,
    advice: 'Nothing was sent. Send it again when the application runs again.',
  });
}
