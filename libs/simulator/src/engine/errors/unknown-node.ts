import { GraphApiError } from './graph-api.error.js';

/** Meta's answer to an id that the token cannot see. */
export function unknownNode(id: string, method: string): GraphApiError {
  return new GraphApiError({
    code: 100,
    subcode: 33,
    type: 'GraphMethodException',
    numbered: false,
    title:
      `Unsupported ${method.toLowerCase()} request. Object with ID '${id}' does not exist, cannot be loaded ` +
      'due to missing permissions, or does not support this operation.',
  });
}
