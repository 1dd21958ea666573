import type { AskedField } from '../../../engine/common/asked-fields.js';
import type { GraphRouter } from '../routing/graph-router.js';
import { selectFields, type NodeFields } from '../routing/select-fields.js';

const APPLICATION = { type: 'Application', defaults: ['link', 'name'] };
const SUBSCRIBED = {
  type: 'WhatsAppApplication',
  defaults: ['whatsapp_business_api_data', 'override_callback_uri'],
  always: [],
};

/** The app that the access token was made for. */
export function appOf({ engine, outbox }: GraphRouter): NodeFields {
  const { appId: id } = engine.state.options;
  return { id, link: `https://www.facebook.com/games/?app_id=${id}`, name: outbox.subscriptions[0].name };
}

/** The app as it is asked for. @throws GraphApiError 100 for an unknown field */
export function appNode(router: GraphRouter, asked: readonly AskedField[] | undefined): NodeFields {
  return selectFields(appOf(router), asked, APPLICATION);
}

/** The apps that are subscribed to the account, as they are asked for. @throws GraphApiError 100 for an unknown field */
export function subscribedApps(router: GraphRouter, asked: readonly AskedField[] | undefined): NodeFields[] {
  return router.outbox.subscriptions
    .filter(({ subscribed }) => subscribed)
    .map(({ name, accountUrl }) =>
      selectFields(
        { whatsapp_business_api_data: { ...appOf(router), name }, override_callback_uri: accountUrl },
        asked,
        SUBSCRIBED,
      ),
    );
}
