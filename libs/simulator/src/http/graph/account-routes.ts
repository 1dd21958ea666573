import { textAt } from '../../engine/common/is-record.js';
import { GraphApiError } from '../../engine/errors/graph-api.error.js';
import { BOOLEAN, FREE_OBJECT, object, openObject, STRING } from '../../schemas/shared/json-schema.js';
import { accountNode, numberNodes } from './account-node.js';
import { subscribedApps } from './apps/app-node.js';
import { verifyOverride } from './apps/callback-override.js';
import { askedOf, type GraphRequest } from './routing/graph-call.js';
import type { GraphRouter } from './routing/graph-router.js';
import { checkAccount } from './routing/check-account.js';
import { page } from './routing/paging.js';

const OVERRIDE = object({}, { override_callback_uri: STRING, verify_token: STRING });
const ACCOUNT = openObject(
  {},
  {
    is_enabled_for_insights: BOOLEAN,
    disable_marketing_messages_on_cloud_api: BOOLEAN,
    template_auto_archival_enabled: BOOLEAN,
    degrees_of_freedom_spec: FREE_OBJECT,
  },
);

/** The account's numbers, and the apps that are subscribed to it. */
export function accountRoutes(router: GraphRouter): void {
  const { state } = router.engine;

  router.on('GET', '/:waba/phone_numbers', (request) => {
    checkAccount(router, request);
    return page(request, numberNodes(router, request, askedOf(request)));
  });

  router.on('GET', '/:waba/subscribed_apps', (request) => {
    checkAccount(router, request);
    return { data: subscribedApps(router, askedOf(request)) };
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

  const known = (id: string) => id === state.options.businessAccountId || state.furtherAccounts.has(id);
  router.node('waba', (id) => (known(id) ? { id } : undefined), {
    GET: ({ id }, request) => accountNode(router, request, askedOf(request), id),
    POST: (_account, request) => changeAccount(router, request),
  });
}

/** Changes settings of the account. Insights are switched on; they cannot be switched off again. */
function changeAccount(router: GraphRouter, request: GraphRequest): { readonly success: true } {
  checkAccount(router, request);
  const { settings } = router.engine.state;
  const {
    is_enabled_for_insights: asked,
    disable_marketing_messages_on_cloud_api: disabled,
    ...further
  } = router.bodies.read(request, ACCOUNT);
  if (asked === false && settings.insightsEnabled) {
    throw new GraphApiError({ code: 200006, details: 'Insights cannot be switched off once they are on.' });
  }
  if (asked === true) settings.insightsEnabled = true;
  if (disabled !== undefined) settings.marketingDisabled = disabled === true;
  Object.assign(settings.further, further);
  return { success: true };
}
