import { GraphApiError } from '../../../engine/errors/graph-api.error.js';
import { BOOLEAN, object, oneOf, type JsonSchema } from '../../../schemas/shared/json-schema.js';
import type { GraphRequest } from '../routing/graph-call.js';
import type { GraphRouter } from '../routing/graph-router.js';

const EMAIL: JsonSchema = { type: 'string', maxLength: 128, pattern: '^[^@\\s]+@[^@\\s]+$' };
const PHONE: JsonSchema = { type: 'string', maxLength: 20, pattern: '^\\+[1-9]\\d{1,14}$' };
const PHONES = { mobile_number: PHONE, landline_number: PHONE };
const INFO = object(
  {
    messaging_product: { const: 'whatsapp' },
    entity_name: { type: 'string', minLength: 2, maxLength: 128 },
    entity_type: oneOf(
      'LIMITED_LIABILITY_PARTNERSHIP',
      'SOLE_PROPRIETORSHIP',
      'PARTNERSHIP',
      'PUBLIC_COMPANY',
      'PRIVATE_COMPANY',
      'OTHER',
    ),
    grievance_officer_details: object({ name: { type: 'string', maxLength: 128 }, email: EMAIL }, PHONES),
    customer_care_details: object({ email: EMAIL }, PHONES),
  },
  { entity_type_custom: { type: 'string', maxLength: 1024 }, is_registered: BOOLEAN },
);

/** Adds the information that Indian law demands of a business. */
export function complianceRoutes(router: GraphRouter): void {
  const { state } = router.engine;
  const path = '/:phone/business_compliance_info';
  const settingsOf = ({ params, method }: GraphRequest) =>
    state.settings.of(state.phoneNumbers.get(params.id, method).number.id);

  router.on('GET', path, (request) => {
    const { compliance } = settingsOf(request);
    const { businessAccountId } = state.options;
    return { data: compliance ? [{ whatsapp_business_account_id: businessAccountId, ...compliance }] : [] };
  });

  router.on('POST', path, (request) => {
    const settings = settingsOf(request);
    const info = router.bodies.read(request, INFO);
    if (info['entity_type'] === 'OTHER' && info['entity_type_custom'] === undefined) {
      throw new GraphApiError({
        code: 131008,
        details: "Parameter 'entity_type_custom' is mandatory for OTHER.",
      });
    }
    settings.compliance = info;
    return { success: true };
  });
}
