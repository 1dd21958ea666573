import { unknownNode } from '../../../engine/errors/unknown-node.js';
import type { GraphRequest } from './graph-call.js';
import type { GraphRouter } from './graph-router.js';

/** @throws GraphApiError 100 for an id that is not the account's */
export function checkAccount(router: GraphRouter, request: GraphRequest): void {
  const { id } = request.params;
  if (id !== router.engine.state.options.businessAccountId) throw unknownNode(id, request.method);
}
