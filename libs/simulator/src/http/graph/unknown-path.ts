import type { FastifyRequest } from 'fastify';
import { GraphApiError } from '../../engine/errors/graph-api.error.js';

/** The code of a path that the simulator lacks. */
export const UNKNOWN_PATH = 2500;

/** Meta's answer to a path that it does not have. */
export function unknownPath(request: FastifyRequest): GraphApiError {
  return new GraphApiError({
    code: UNKNOWN_PATH,
    numbered: false,
    title: `Unknown path components: ${pathOf(request).replace(/^\/v\d+\.\d+(?=\/)/, '')}`,
  });
}

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

/** The path as it was called, without its query. */
export function pathOf(request: FastifyRequest): string {
  return request.originalUrl.split('?', 1)[0] ?? '/';
}
