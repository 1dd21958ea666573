import type { FastifyInstance } from 'fastify';
import { messageRoutes } from './message-routes.js';
import { mediaRoutes } from './media-routes.js';
import { nodeRoutes } from './node-routes.js';
import type { GraphRouter } from './graph-router.js';

/** Every Graph route that the simulator has. */
export function addGraphRoutes(server: FastifyInstance, router: GraphRouter): void {
  messageRoutes(router);
  mediaRoutes(server, router);
  nodeRoutes(router);
}
