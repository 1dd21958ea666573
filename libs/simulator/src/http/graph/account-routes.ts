import { textAt } from '../../engine/common/is-record.js';
import { object, STRING } from '../../schemas/json-schema.js';
import type { WebhookSubscription } from '../webhooks/webhook-subscription.js';
import { verifyOverride } from './callback-override.js';
import { queryText, type GraphRequest } from './graph-call.js';
import type { GraphRouter } from './graph-router.js';
import { numberNode } from './number-node.js';
import { page } from './paging.js';
import { selectFields } from './select-fields.js';
import { unknownNode } from './unknown-path.js';

const OVERRIDE = object({}, { override_callback_uri: STRING, verify_token: STRING });
const ACCOUNT_FIELDS = ['name', 'currency', 'timezone_id', 'message_template_namespace'];
const APP_ID = '634974688087057';

/** The account's numbers, and the apps that are subscribed to it. */
export function accountRoutes(router: GraphRouter): void {
  const { state } = router.engine;

  router.on('GET', '/:waba/phone_numbers', (request) => {
    checkAccount(router, request);
    return page(
      request,
      state.phoneNumbers.ids.map((id) => numberNode(router, state.phoneNumbers.get(id, 'GET'), request)),
    );
  });

  router.on('GET', '/:waba/subscribed_apps', (request) => {
    checkAccount(router, request);
    return { data: router.outbox.subscriptions.filter(({ subscribed }) => subscribed).map(appNode) };
  });
  router.on('POST', '/:waba/subscribed_apps', async (request) => {
    checkAccount(router, request);
    const body = router.bodies.read(request, OVERRIDE);
    const [app] = router.outbox.subscriptions;
    const url = textAt(body, 'override_callback_uri');
    app.accountUrl = url === undefined ? undefined : await verifyOverride(url, textAt(body, 'verify_token'));
    app.subscribed = true;
    state.events.tell({ name: 'subscriptions', about: undefined });
    return { success: true };
  });
  router.on('DELETE', '/:waba/subscribed_apps', (request) => {
    checkAccount(router, request);
    const [app] = router.outbox.subscriptions;
    app.subscribed = false;
    app.accountUrl = undefined;
    state.events.tell({ name: 'subscriptions', about: undefined });
    return { success: true };
  });

  const { businessAccountId } = state.options;
  router.node('waba', (id) => (id === businessAccountId ? state : undefined), {
    GET: (_account, request) => accountNode(router, request),
    POST: () => ({ success: true }),
  });
}

/** The account by itself. @throws GraphApiError 100 for a field that it does not have */
function accountNode(router: GraphRouter, request: GraphRequest): Readonly<Record<string, unknown>> {
  const { state } = router.engine;
  const { businessAccountId: id } = state.options;
  const [firstId = ''] = state.phoneNumbers.ids;
  const first = state.phoneNumbers.find(firstId)?.number;
  const node = {
    id,
    name: 'Simulated Business',
    currency: 'USD',
    timezone_id: '1',
    message_template_namespace: `namespace_${id}`,
    account_review_status: 'APPROVED',
    business_verification_status: 'VERIFIED',
    country: 'US',
    ownership_type: 'SELF_OWNED',
    owner_business_info: { name: 'Simulated Business', id: '506914307656634' },
    on_behalf_of_business_info: undefined,
    marketing_messages_onboarding_status: 'ONBOARDED',
    marketing_messages_lite_api_status: 'ONBOARDED',
    whatsapp_business_manager_messaging_limit: first?.messagingLimitTier,
    health_status: {
      can_send_message: 'AVAILABLE',
      entities: [{ entity_type: 'WABA', id, can_send_message: 'AVAILABLE' }],
    },
    is_enabled_for_insights: true,
    status: 'ACTIVE',
    purchase_order_number: undefined,
    primary_funding_id: undefined,
    audiences: undefined,
    schedules: undefined,
    dcc_config: undefined,
  };
  return selectFields(node, 'WhatsAppBusinessAccount', queryText(request, 'fields'), ACCOUNT_FIELDS);
}

/** @throws GraphApiError 100 for an id that is not the account's */
export function checkAccount(router: GraphRouter, request: GraphRequest): void {
  const { id } = request.params;
  if (id !== router.engine.state.options.businessAccountId) throw unknownNode(id, request.method);
}

function appNode({ name, accountUrl }: WebhookSubscription): Readonly<Record<string, unknown>> {
  return {
    whatsapp_business_api_data: { id: APP_ID, link: 'https://www.facebook.com/games/?app_id=1', name },
    ...(accountUrl === undefined ? {} : { override_callback_uri: accountUrl }),
  };
}
