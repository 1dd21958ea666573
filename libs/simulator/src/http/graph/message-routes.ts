import type { MessageEndpoint } from '../../engine/messages/message-request.js';
import { graphVersion } from './graph-call.js';
import type { GraphRouter } from './graph-router.js';

/** Sends and read receipts. */
export function messageRoutes(router: GraphRouter): void {
  for (const endpoint of ['messages', 'marketing_messages'] satisfies MessageEndpoint[]) {
    router.on(
      'POST',
      `/:phone/${endpoint}`,
      (request) => router.engine.post(request.params.id, endpoint, request.body, graphVersion(request)),
      'messages',
    );
  }
}
