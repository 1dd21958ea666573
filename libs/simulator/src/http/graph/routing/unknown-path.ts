import type { FastifyRequest } from 'fastify';
import { GraphApiError } from '../../../engine/errors/graph-api.error.js';

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

/** The path as it was called, without its query. */
export function pathOf(request: FastifyRequest): string {
  return request.originalUrl.split('?', 1)[0] ?? '/';
}
