import { createPublicKey } from 'node:crypto';
import { isRecord, recordAt, textAt } from '../../engine/common/is-record.js';
import { GraphApiError } from '../../engine/errors/graph-api.error.js';
import { BOOLEAN, list, object, openObject, STRING, text } from '../../schemas/shared/json-schema.js';
import { verifyOverride } from './apps/callback-override.js';
import { askedOf, type GraphRequest } from './routing/graph-call.js';
import type { GraphRouter } from './routing/graph-router.js';
import { commerceSettings, numberNode } from './number-node.js';
import { selectFields } from './routing/select-fields.js';

const PIN = { type: 'string', pattern: '^\\d{6}$' };
const COMMERCE = object({}, { is_cart_enabled: BOOLEAN, is_catalog_visible: BOOLEAN });
const SETTINGS = openObject(
  {},
  {
    calling: { type: 'object' },
    user_identity_change: { type: 'object' },
    payload_encryption: { type: 'object' },
    storage_configuration: { type: 'object' },
  },
);
const AUTOMATION = object(
  {},
  {
    // Gone since March 2026; clients go on sending it.
    enable_welcome_message: BOOLEAN,
    prompts: list(text(80), 0, 4),
    commands: list(object({ command_name: text(32), command_description: text(256) }), 0, 30),
  },
);
const NUMBER = openObject(
  {},
  {
    pin: PIN,
    new_display_name: text(),
    webhook_configuration: object({}, { override_callback_uri: STRING, verify_token: STRING }),
  },
);
/** The settings that may be asked for before they are set. */
const UNSET = { user_identity_change: undefined };
const SUCCESS = { success: true };
const RSA_BITS = 2048;

/** Adds the settings of a business number. */
export function numberRoutes(router: GraphRouter): void {
  const { state } = router.engine;
  const settingsOf = (request: GraphRequest) =>
    state.settings.of(state.phoneNumbers.get(request.params.id, request.method).number.id);

  router.on('GET', '/:phone/whatsapp_commerce_settings', (request) => {
    return commerceSettings(request.params.id, settingsOf(request), askedOf(request));
  });
  router.on('POST', '/:phone/whatsapp_commerce_settings', (request) => {
    const { commerce } = settingsOf(request);
    const body = router.bodies.read(request, COMMERCE);
    commerce.isCartEnabled =
      body['is_cart_enabled'] === undefined ? commerce.isCartEnabled : body['is_cart_enabled'] === true;
    commerce.isCatalogVisible =
      body['is_catalog_visible'] === undefined
        ? commerce.isCatalogVisible
        : body['is_catalog_visible'] === true;
    return SUCCESS;
  });

  router.on('GET', '/:phone/settings', (request) => {
    const { settings } = settingsOf(request);
    const node = { ...UNSET, ...settings };
    return selectFields(node, askedOf(request), {
      type: 'Settings',
      defaults: Object.keys(node),
      always: [],
    });
  });
  router.on('POST', '/:phone/settings', (request) => {
    const { settings } = settingsOf(request);
    const body = router.bodies.read(request, SETTINGS);
    for (const [name, value] of Object.entries(body)) {
      settings[name] = isRecord(value) ? { ...recordAt(settings, name), ...value } : value;
    }
    if (body['calling'] !== undefined) {
      const entry = state.phoneNumbers.get(request.params.id, 'POST');
      router.engine.numberChanges.tellCalling(entry, settings['calling']);
    }
    return SUCCESS;
  });

  router.on('POST', '/:phone/conversational_automation', (request) => {
    const { enable_welcome_message: _, ...body } = router.bodies.read(request, AUTOMATION);
    const { automation } = settingsOf(request);
    Object.assign(automation, body);
    const { number } = state.phoneNumbers.get(request.params.id, 'POST');
    const fields = { ...number.fields, conversational_automation: { ...automation, id: number.id } };
    state.phoneNumbers.update(number.id, { fields });
    return SUCCESS;
  });

  router.on('GET', '/:phone/whatsapp_business_encryption', (request) => {
    const { publicKey } = settingsOf(request);
    if (publicKey === undefined) return { data: [] };
    return { data: [{ business_public_key: publicKey, business_public_key_signature_status: 'VALID' }] };
  });
  router.on('POST', '/:phone/whatsapp_business_encryption', (request) => {
    const settings = settingsOf(request);
    const body = router.bodies.read(request, object({ business_public_key: text() }));
    settings.publicKey = publicKeyOf(textAt(body, 'business_public_key') ?? '');
    return SUCCESS;
  });

  router.node('phone', (id) => state.phoneNumbers.find(id), {
    GET: (entry, request) => numberNode(router, entry, request, askedOf(request)),
    POST: (_entry, request) => changeNumber(router, request),
  });
}

/** Changes the number itself: its PIN, its name, its webhook address. */
async function changeNumber(router: GraphRouter, request: GraphRequest): Promise<{ readonly success: true }> {
  const { state, numberChanges } = router.engine;
  const entry = state.phoneNumbers.get(request.params.id, 'POST');
  const { number } = entry;
  const body = router.bodies.read(request, NUMBER);
  const pin = textAt(body, 'pin');
  if (pin !== undefined) numberChanges.setPin(entry, pin);
  const name = textAt(body, 'new_display_name');
  if (name !== undefined) numberChanges.update(number.id, { verifiedName: name });
  const override = body['webhook_configuration'];
  if (isRecord(override)) {
    const url = textAt(override, 'override_callback_uri');
    const [app] = router.outbox.subscriptions;
    if (url === undefined || url === '') app.numberUrls.delete(number.id);
    else app.numberUrls.set(number.id, await verifyOverride(url, textAt(override, 'verify_token')));
  }
  return { success: true };
}

function publicKeyOf(pem: string): string {
  try {
    const { asymmetricKeyType, asymmetricKeyDetails } = createPublicKey(pem);
    if (asymmetricKeyType === 'rsa' && asymmetricKeyDetails?.modulusLength === RSA_BITS) return pem;
  } catch {
    // Not a key at all.
  }
  throw new GraphApiError({
    code: 100,
    details: `business_public_key must be a ${RSA_BITS}-bit RSA key in PEM form.`,
  });
}
