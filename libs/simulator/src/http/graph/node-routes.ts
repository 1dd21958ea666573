import { phoneNumberNode } from '../../engine/numbers/phone-number-node.js';
import { queryText } from './graph-call.js';
import type { GraphRouter } from './graph-router.js';
import { checkOwner, mediaNode } from './media-routes.js';
import { unknownNode } from './unknown-path.js';

/** A node by its id alone: whatever the simulator has under it. */
export function nodeRoutes(router: GraphRouter): void {
  const { state } = router.engine;
  router.on('GET', '/:id', (request) => {
    const { id } = request.params;
    const number = state.phoneNumbers.find(id);
    if (number) return phoneNumberNode(number, queryText(request, 'fields'));
    const item = state.media.find(id, state.clock.now());
    if (item) return mediaNode(router, request, item);
    throw unknownNode(id, 'GET');
  });
  router.on('DELETE', '/:id', (request) => {
    const { id } = request.params;
    const item = state.media.find(id, state.clock.now());
    if (!item) throw unknownNode(id, 'DELETE');
    checkOwner(item, request);
    state.media.remove(item);
    return { success: true };
  });
}
