import { BUSINESS_ID } from '../../engine/account/business-id.js';
import { textAt } from '../../engine/common/is-record.js';
import { fieldsWithArguments } from '../../engine/common/asked-fields.js';
import { GraphApiError } from '../../engine/errors/graph-api.error.js';
import { accountHealth } from '../../engine/numbers/health-status.js';
import { BOOLEAN, object, openObject, STRING } from '../../schemas/json-schema.js';
import type { WebhookSubscription } from '../webhooks/webhook-subscription.js';
import { ACCOUNT_ANALYTICS } from './analytics/account-analytics.js';
import { verifyOverride } from './callback-override.js';
import { queryText, type GraphRequest } from './graph-call.js';
import type { GraphRouter } from './graph-router.js';
import { numberNode } from './number-node.js';
import { page } from './paging.js';
import { selectFields } from './select-fields.js';
import { unknownNode } from '../../engine/errors/unknown-node.js';

const OVERRIDE = object({}, { override_callback_uri: STRING, verify_token: STRING });
const ACCOUNT = openObject({}, { is_enabled_for_insights: BOOLEAN });
const ACCOUNT_FIELDS = ['name', 'currency', 'timezone_id', 'message_template_namespace'];

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
    return {
      data: router.outbox.subscriptions
        .filter(({ subscribed }) => subscribed)
        .map((app) => appNode(app, state.options.appId)),
    };
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
    POST: (_account, request) => changeAccount(router, request),
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
    owner_business_info: { name: 'Simulated Business', id: BUSINESS_ID },
    on_behalf_of_business_info: undefined,
    marketing_messages_onboarding_status: 'ONBOARDED',
    marketing_messages_lite_api_status: 'ONBOARDED',
    whatsapp_business_manager_messaging_limit: first?.messagingLimitTier,
    health_status: accountHealth(state),
    is_enabled_for_insights: state.settings.insightsEnabled,
    status: 'ACTIVE',
    purchase_order_number: undefined,
    primary_funding_id: undefined,
    audiences: undefined,
    schedules: undefined,
    dcc_config: undefined,
  };
  const asked = fieldsWithArguments(queryText(request, 'fields') ?? '');
  const figures = asked.flatMap(({ name, arguments: given }) => {
    const figure = Object.hasOwn(ACCOUNT_ANALYTICS, name) ? ACCOUNT_ANALYTICS[name] : undefined;
    return figure ? [[name, figure(router, given)] as const] : [];
  });
  const names = asked.map(({ name }) => name).filter((name) => !figures.some(([figure]) => figure === name));
  const defaults = figures.length > 0 ? [] : ACCOUNT_FIELDS;
  return {
    ...Object.fromEntries(figures),
    ...selectFields(node, 'WhatsAppBusinessAccount', names.join(), defaults),
  };
}

/** Switches insights on; they cannot be switched off again. */
function changeAccount(router: GraphRouter, request: GraphRequest): { readonly success: true } {
  const { settings } = router.engine.state;
  const asked = router.bodies.read(request, ACCOUNT)['is_enabled_for_insights'];
  if (asked === false && settings.insightsEnabled) {
    throw new GraphApiError({ code: 200006, details: 'Insights cannot be switched off once they are on.' });
  }
  if (asked === true) settings.insightsEnabled = true;
  return { success: true };
}

/** @throws GraphApiError 100 for an id that is not the account's */
export function checkAccount(router: GraphRouter, request: GraphRequest): void {
  const { id } = request.params;
  if (id !== router.engine.state.options.businessAccountId) throw unknownNode(id, request.method);
}

function appNode({ name, accountUrl }: WebhookSubscription, id: string): Readonly<Record<string, unknown>> {
  return {
    whatsapp_business_api_data: { id, link: `https://www.facebook.com/games/?app_id=${id}`, name },
    ...(accountUrl === undefined ? {} : { override_callback_uri: accountUrl }),
  };
}
