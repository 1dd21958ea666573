import { textAt } from '../../../engine/common/is-record.js';
import { BOOLEAN, object, text } from '../../../schemas/shared/json-schema.js';
import { verifyOverride } from './callback-override.js';
import { askedOf, graphVersion, listArgument } from '../routing/graph-call.js';
import type { GraphRouter } from '../routing/graph-router.js';
import { appNode } from './app-node.js';
import { checkApp, isApp } from './check-app.js';

const OBJECT = { const: 'whatsapp_business_account' };
const SUBSCRIPTION = object(
  { object: OBJECT, callback_url: text(), verify_token: text(), fields: {} },
  { include_values: BOOLEAN },
);

/** The app, where its webhooks go, and of which fields; the URL is verified first. */
export function subscriptionRoutes(router: GraphRouter): void {
  const [app] = router.outbox.subscriptions;
  const changed = () => router.engine.state.events.tell({ name: 'subscriptions', about: undefined });

  router.node('app', (id) => (isApp(router, id) ? app : undefined), {
    GET: (_app, request) => appNode(router, askedOf(request)),
  });

  router.on('GET', '/:app/subscriptions', (request) => {
    checkApp(router, request);
    if (app.url === undefined) return { data: [] };
    const version = `v${graphVersion(request)}.0`;
    const fields = (app.fields ?? []).map((name) => ({ name, version }));
    return { data: [{ object: OBJECT.const, callback_url: app.url, active: true, fields }] };
  });

  router.on('POST', '/:app/subscriptions', async (request) => {
    checkApp(router, request);
    const body = router.bodies.read(request, SUBSCRIPTION);
    app.url = await verifyOverride(
      textAt(body, 'callback_url') ?? '',
      textAt(body, 'verify_token'),
      'callback_url',
    );
    app.fields = listArgument(body['fields']);
    changed();
    return { success: true };
  });

  router.on('DELETE', '/:app/subscriptions', (request) => {
    checkApp(router, request);
    app.url = undefined;
    changed();
    return { success: true };
  });
}
