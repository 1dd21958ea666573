import { phoneNumberNode } from '../../engine/numbers/phone-number-node.js';
import type { PhoneNumberEntry } from '../../engine/numbers/phone-number-book.js';
import { queryText, type GraphRequest } from './graph-call.js';
import type { GraphRouter } from './graph-router.js';
import { businessProfile } from './profile/profile-routes.js';

/** A number as it is asked for, its profile among the fields if need be. @throws GraphApiError 100 for an unknown field */
export function numberNode(
  router: GraphRouter,
  entry: PhoneNumberEntry,
  request: GraphRequest,
): Record<string, unknown> {
  const { state } = router.engine;
  return phoneNumberNode(state, entry, queryText(request, 'fields'), {
    whatsapp_business_profile: businessProfile(state.settings.of(entry.number.id)),
  });
}
