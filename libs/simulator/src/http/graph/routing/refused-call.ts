import type { GraphApiError } from '../../../engine/errors/graph-api.error.js';

/** A Graph call that was refused. */
export interface RefusedCall {
  readonly method: string;
  readonly path: string;
  readonly error: GraphApiError;
  readonly request: unknown;
}
