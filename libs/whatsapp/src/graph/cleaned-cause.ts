import { redactKnown } from '../observability/internal.js';
import { redactSentence } from '../observability/index.js';
import { GraphTransportError } from './graph-transport.error.js';

/** A chain of causes that is longer, or goes round, is cut off. */
const longestChain = 8;

/**
 * An error as it may be kept as a cause. What a transport, an interceptor or a token provider throws may carry the request with its
 * token and body (axios's errors do), so only name, message, code and the cleaned chain of causes stay.
 */
export function cleanedCause(error: unknown, secrets: readonly string[] = [], left = longestChain): unknown {
  if (error === undefined || left === 0) return undefined;
  if (error instanceof GraphTransportError) {
    return new GraphTransportError(error.failure, error.requestStarted, {
      cause: cleanedCause(error.cause, secrets, left - 1),
    });
  }
  const { name, message, code, cause } = partsOf(error);
  const text = redactSentence(redactKnown(message, secrets));
  const cleaned = new Error(text, { cause: cleanedCause(cause, secrets, left - 1) });
  // The place where the copy was made would mislead.
  cleaned.stack = `${name}: ${text}`;
  Object.defineProperty(cleaned, 'name', { value: name });
  return code === undefined ? cleaned : Object.assign(cleaned, { code });
}

interface ErrorParts {
  readonly name: string;
  readonly message: string;
  readonly code?: string | number;
  readonly cause?: unknown;
}

/** By its fields and not by its class: errors come from other realms too. */
function partsOf(error: unknown): ErrorParts {
  if (typeof error === 'string') return { name: 'Error', message: error };
  if (typeof error !== 'object' || error === null || !('message' in error)) {
    return { name: 'Error', message: 'a value that is no Error was thrown' };
  }
  const name = 'name' in error && typeof error.name === 'string' ? error.name : 'Error';
  const code = 'code' in error ? error.code : undefined;
  return {
    name,
    message: String(error.message),
    code: typeof code === 'string' || typeof code === 'number' ? code : undefined,
    cause: 'cause' in error ? error.cause : undefined,
  };
}
