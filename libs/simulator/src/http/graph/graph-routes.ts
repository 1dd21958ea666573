import type { FastifyInstance } from 'fastify';
import { accountRoutes } from './account-routes.js';
import { templateAnalyticsRoutes } from './analytics/template-analytics-routes.js';
import { subscriptionRoutes } from './apps/subscription-routes.js';
import { blockRoutes } from './block-routes.js';
import { businessAppRoutes } from './business-app/business-app-routes.js';
import { businessRoutes } from './business-routes.js';
import { callRoutes } from './calls/call-routes.js';
import { contactBookRoutes } from './contacts/contact-book-routes.js';
import { flowRoutes } from './flow-routes.js';
import type { GraphRouter } from './routing/graph-router.js';
import { groupRoutes } from './groups/group-routes.js';
import { mediaRoutes } from './media-routes.js';
import { numberRoutes } from './number-routes.js';
import { complianceRoutes } from './numbers/compliance-routes.js';
import { messageHistoryRoutes } from './numbers/message-history-routes.js';
import { officialAccountRoutes } from './numbers/official-account-routes.js';
import { onboardingRoutes } from './numbers/onboarding-routes.js';
import { registrationRoutes } from './numbers/registration-routes.js';
import { tokenRoutes } from './oauth/token-routes.js';
import { paymentRoutes } from './payments/payment-routes.js';
import { profileRoutes } from './profile/profile-routes.js';
import { qrCodeRoutes } from './qr-code-routes.js';
import { rootRoutes } from './root/root-routes.js';
import { templateRoutes } from './templates/template-routes.js';
import { uploadRoutes } from './uploads/upload-routes.js';
import { usernameRoutes } from './usernames/username-routes.js';
import type { MessageEndpoint } from '../../engine/messages/message-request.js';
import { graphVersion } from './routing/graph-call.js';

/** Every Graph route that the simulator has. */
export function addGraphRoutes(server: FastifyInstance, router: GraphRouter): void {
  messageRoutes(router);
  mediaRoutes(server, router);
  profileRoutes(server, router);
  blockRoutes(router);
  qrCodeRoutes(router);
  numberRoutes(router);
  registrationRoutes(router);
  onboardingRoutes(router);
  usernameRoutes(router);
  officialAccountRoutes(router);
  complianceRoutes(router);
  messageHistoryRoutes(router);
  contactBookRoutes(router);
  paymentRoutes(router);
  businessAppRoutes(router);
  accountRoutes(router);
  subscriptionRoutes(router);
  templateRoutes(router);
  templateAnalyticsRoutes(router);
  uploadRoutes(router);
  flowRoutes(router);
  groupRoutes(router);
  callRoutes(router);
  businessRoutes(router);
  tokenRoutes(router);
  rootRoutes(router);
}

/** Sends and read receipts. */
function messageRoutes(router: GraphRouter): void {
  for (const endpoint of ['messages', 'marketing_messages'] satisfies MessageEndpoint[]) {
    router.on(
      'POST',
      `/:phone/${endpoint}`,
      (request) => router.engine.post(request.params.id, endpoint, request.body, graphVersion(request)),
      'messages',
    );
  }
}
