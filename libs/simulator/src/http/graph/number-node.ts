import type { NumberSettings } from '../../engine/account/number-settings.js';
import type { AskedField } from '../../engine/common/asked-fields.js';
import type { PhoneNumberEntry } from '../../engine/numbers/phone-number-book.js';
import { phoneNumberFields } from '../../engine/services/phone-number-node.js';
import type { GraphRequest } from './routing/graph-call.js';
import type { GraphRouter } from './routing/graph-router.js';
import { edgePage } from './routing/paging.js';
import { businessProfile } from './profile/profile-routes.js';
import { qrCodeNode } from './qr-code-routes.js';
import { ComputedField, selectFields } from './routing/select-fields.js';

const CHOICE = {
  type: 'WhatsAppBusinessPhoneNumber',
  defaults: ['display_phone_number', 'verified_name', 'quality_rating', 'status'],
};

/** A number as it is asked for, what stands below it among the fields if need be. @throws GraphApiError 100 for an unknown field */
export function numberNode(
  router: GraphRouter,
  entry: PhoneNumberEntry,
  request: GraphRequest,
  asked: readonly AskedField[] | undefined,
): Readonly<Record<string, unknown>> {
  const { state } = router.engine;
  const { id } = entry.number;
  const settings = state.settings.of(id);
  const node = {
    webhook_configuration: webhookConfiguration(router, id),
    whatsapp_business_profile: new ComputedField(({ fields }) => businessProfile(settings, fields)),
    whatsapp_commerce_settings: new ComputedField(({ fields }) => commerceSettings(id, settings, fields)),
    message_qrdls: new ComputedField((field) =>
      edgePage(
        request,
        id,
        field,
        [...settings.qrCodes.values()].map((code) => qrCodeNode(state.mediaUrls.base, code, field.fields)),
      ),
    ),
    settings: settings.settings,
    ...phoneNumberFields(state, entry),
  };
  return selectFields(node, asked, CHOICE);
}

/** Returns the settings of the catalog that are asked for. @throws GraphApiError 100 for an unknown field */
export function commerceSettings(
  id: string,
  { commerce }: NumberSettings,
  asked: readonly AskedField[] | undefined,
): Readonly<Record<string, unknown>> {
  const node = { id, is_cart_enabled: commerce.isCartEnabled, is_catalog_visible: commerce.isCatalogVisible };
  return {
    data: [selectFields(node, asked, { type: 'WhatsAppCommerceSettings', defaults: Object.keys(node) })],
  };
}

/** Returns the URL of its webhooks: the number's own before the account's before the app's. */
function webhookConfiguration(
  { outbox }: GraphRouter,
  id: string,
): Readonly<Record<string, string>> | undefined {
  const [{ url, accountUrl, numberUrls }] = outbox.subscriptions;
  const ofNumber = numberUrls.get(id);
  const configuration = {
    ...(url === undefined ? {} : { application: url }),
    ...(accountUrl === undefined ? {} : { whatsapp_business_account: accountUrl }),
    ...(ofNumber === undefined ? {} : { phone_number: ofNumber }),
  };
  return Object.keys(configuration).length === 0 ? undefined : configuration;
}
