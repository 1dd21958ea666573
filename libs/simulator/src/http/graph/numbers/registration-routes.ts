import type { NumberSettings } from '../../../engine/account/number-settings.js';
import { textAt } from '../../../engine/common/is-record.js';
import { GraphApiError } from '../../../engine/errors/graph-api.error.js';
import { object, oneOf, STRING, text } from '../../../schemas/shared/json-schema.js';
import type { GraphRequest } from '../routing/graph-call.js';
import type { GraphRouter } from '../routing/graph-router.js';

const PIN = { type: 'string', pattern: '^\\d{6}$' };
const REGISTER = object(
  { messaging_product: { const: 'whatsapp' }, pin: PIN },
  { data_localization_region: STRING },
);
const CODE = object({ code_method: oneOf('SMS', 'VOICE'), language: text() });
const SUCCESS = { success: true };
/** Registrations and deregistrations in 72 hours. */
const REGISTRATIONS = { max: 10, withinMs: 72 * 60 * 60 * 1000 };

/** Adds the calls by which a number joins and leaves the Cloud API, and by which its owner proves that it is theirs. */
export function registrationRoutes(router: GraphRouter): void {
  const { state } = router.engine;
  const settingsOf = (request: GraphRequest) =>
    state.settings.of(state.phoneNumbers.get(request.params.id, request.method).number.id);

  router.on('POST', '/:phone/register', (request) => {
    const settings = settingsOf(request);
    const pin = textAt(router.bodies.read(request, REGISTER), 'pin');
    countRegistration(settings, state.clock.now());
    if (settings.pin !== undefined && settings.pin !== pin) {
      throw new GraphApiError({ code: 133005, details: 'The two-step verification PIN does not match.' });
    }
    settings.pin = pin;
    settings.registered = true;
    state.phoneNumbers.update(request.params.id, { status: 'CONNECTED' });
    return SUCCESS;
  });
  router.on('POST', '/:phone/deregister', (request) => {
    const settings = settingsOf(request);
    countRegistration(settings, state.clock.now());
    settings.registered = false;
    state.phoneNumbers.update(request.params.id, { status: 'DISCONNECTED' });
    return SUCCESS;
  });
  router.on('POST', '/:phone/request_code', (request) => {
    settingsOf(request);
    router.bodies.read(request, CODE);
    return SUCCESS;
  });
  router.on('POST', '/:phone/verify_code', (request) => {
    settingsOf(request);
    router.bodies.read(request, object({ code: text() }));
    state.phoneNumbers.update(request.params.id, { codeVerificationStatus: 'VERIFIED' });
    return SUCCESS;
  });
}

function countRegistration({ registrations }: NumberSettings, now: number): void {
  const recent = registrations.filter((at) => at > now - REGISTRATIONS.withinMs);
  registrations.splice(0, registrations.length, ...recent);
  if (recent.length >= REGISTRATIONS.max) {
    throw new GraphApiError({ code: 133016, details: 'Too many registrations in 72 hours.' });
  }
  registrations.push(now);
}
