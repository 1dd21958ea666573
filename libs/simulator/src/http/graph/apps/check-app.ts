import type { GraphRequest } from '../routing/graph-call.js';
import type { GraphRouter } from '../routing/graph-router.js';
import { unknownNode } from '../../../engine/errors/unknown-node.js';

/** Stands for the app that the access token was made for. */
const OWN_APP = 'app';

/** @throws GraphApiError 100 for an id that is not the app's */
export function checkApp(router: GraphRouter, { method, params }: GraphRequest): void {
  if (!isApp(router, params.id)) throw unknownNode(params.id, method);
}

/** Whether an id is the app's, or the word that stands for it. */
export function isApp({ engine }: GraphRouter, id: string): boolean {
  return id === OWN_APP || id === engine.state.options.appId;
}
