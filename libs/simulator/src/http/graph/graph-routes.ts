import type { FastifyInstance } from 'fastify';
import { accountRoutes } from './account-routes.js';
import { templateAnalyticsRoutes } from './analytics/template-analytics-routes.js';
import { blockRoutes } from './block-routes.js';
import { callRoutes } from './call-routes.js';
import { flowRoutes } from './flow-routes.js';
import type { GraphRouter } from './graph-router.js';
import { groupRoutes } from './group-routes.js';
import { mediaRoutes } from './media-routes.js';
import { messageRoutes } from './message-routes.js';
import { numberRoutes } from './number-routes.js';
import { profileRoutes } from './profile/profile-routes.js';
import { qrCodeRoutes } from './qr-code-routes.js';
import { templateRoutes } from './templates/template-routes.js';
import { uploadRoutes } from './uploads/upload-routes.js';

/** Every Graph route that the simulator has. */
export function addGraphRoutes(server: FastifyInstance, router: GraphRouter): void {
  messageRoutes(router);
  mediaRoutes(server, router);
  profileRoutes(server, router);
  blockRoutes(router);
  qrCodeRoutes(router);
  numberRoutes(router);
  accountRoutes(router);
  templateRoutes(router);
  templateAnalyticsRoutes(router);
  uploadRoutes(router);
  flowRoutes(router);
  groupRoutes(router);
  callRoutes(router);
}
