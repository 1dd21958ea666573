import { parsePhoneNumberFromString } from 'libphonenumber-js';
import { textAt } from '../../../engine/common/is-record.js';
import { GraphApiError } from '../../../engine/errors/graph-api.error.js';
import { BOOLEAN, object, text } from '../../../schemas/shared/json-schema.js';
import { checkAccount } from '../routing/check-account.js';
import type { GraphRouter } from '../routing/graph-router.js';

const CALLING_CODE = { type: 'string', pattern: '^\\+?\\d{1,3}$' };
const NEW_NUMBER = object(
  { phone_number: text(), verified_name: text() },
  { cc: CALLING_CODE, country_code: CALLING_CODE, migrate_phone_number: BOOLEAN, preverified_id: text() },
);

/** Adds numbers to the account: each is verified by `request_code` and `verify_code`, and then registered. */
export function onboardingRoutes(router: GraphRouter): void {
  const { state } = router.engine;

  router.on('POST', '/:waba/phone_numbers', (request) => {
    checkAccount(router, request);
    const body = router.bodies.read(request, NEW_NUMBER);
    // Meta's page says cc, the Python client country_code.
    const code = textAt(body, 'cc') ?? textAt(body, 'country_code');
    if (code === undefined)
      throw new GraphApiError({ code: 131008, details: "Parameter 'cc' is mandatory." });
    const national = (textAt(body, 'phone_number') ?? '').replace(/\D/g, '');
    const parsed = parsePhoneNumberFromString(`+${code.replace('+', '')}${national}`);
    if (!parsed) {
      throw new GraphApiError({
        code: 100,
        details: 'cc and phone_number must make an international number.',
      });
    }
    const digits = parsed.number.slice(1);
    if (state.phoneNumbers.ids.some((id) => state.phoneNumbers.get(id, 'POST').digits === digits)) {
      throw new GraphApiError({
        code: 100,
        subcode: 2388012,
        details: 'The account has this number already.',
      });
    }
    const id = state.ids.node();
    state.phoneNumbers.add({
      id,
      displayPhoneNumber: parsed.formatInternational(),
      verifiedName: textAt(body, 'verified_name') ?? '',
      status: 'PENDING',
      nameStatus: 'PENDING_REVIEW',
      codeVerificationStatus: 'UNVERIFIED',
    });
    state.settings.of(id).registered = false;
    return { id };
  });
}
