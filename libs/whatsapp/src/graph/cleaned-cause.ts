import { WhatsAppError } from '../errors/index.js';
import { cleanedError, redactQuotation, type RequestContents } from '../observability/internal.js';
import { GraphTransportError } from './graph-transport.error.js';

/** An error of a transport, an interceptor or a token provider as it may be kept as a cause, without what the request carried. */
export function cleanedCause(error: unknown, contents?: RequestContents): unknown {
  if (error instanceof GraphTransportError) {
    return new GraphTransportError(error.failure, error.requestStarted, {
      cause: cleanedCause(error.cause, contents),
    });
  }
  return cleanedError(
    error,
    (known) => known instanceof WhatsAppError,
    contents && ((sentence) => redactQuotation(sentence, contents)),
  );
}
