import type { SimulatorState } from '../state/simulator-state.js';
import { numberHealth } from './health-status.js';
import type { PhoneNumberEntry } from '../numbers/phone-number-book.js';
import type { SimulatedPhoneNumber } from '../numbers/phone-number.js';

type FieldReader = (number: SimulatedPhoneNumber, entry: PhoneNumberEntry, state: SimulatorState) => unknown;

/** Every field of Meta's phone number node, and where its value comes from. `undefined` means: not set, left out. */
const FIELDS: Readonly<Record<string, FieldReader>> = {
  id: (number) => number.id,
  display_phone_number: (number) => number.displayPhoneNumber,
  verified_name: (number) => number.verifiedName,
  quality_rating: (number) => number.qualityRating,
  quality_score: (number) => ({ score: number.qualityRating }),
  throughput: (number) => ({ level: number.throughput }),
  status: (number) => number.status,
  name_status: (number) => number.nameStatus,
  new_name_status: () => 'NONE',
  code_verification_status: (number) => number.codeVerificationStatus,
  platform_type: (number) => number.platformType,
  account_mode: (number) => number.accountMode,
  messaging_limit_tier: (number) => number.messagingLimitTier,
  whatsapp_business_manager_messaging_limit: (number) => number.messagingLimitTier,
  health_status: (number, entry, state) => number.healthStatus ?? numberHealth(state, entry),
  country_dial_code: (_number, entry) => entry.callingCode,
  country_code: () => undefined,
  is_official_business_account: () => false,
  is_on_biz_app: (number) => number.throughput === 'NOT_APPLICABLE',
  is_pin_enabled: ({ id }, _entry, { settings }) => settings.of(id).pin !== undefined,
  is_preverified_number: () => false,
  search_visibility: () => 'NON_VISIBLE',
  conversational_automation: () => undefined,
  last_onboarded_time: () => undefined,
  eligibility_for_api_business_global_search: () => undefined,
  certificate: () => undefined,
  new_certificate: () => undefined,
};

/** The fields of a number; those that it is given under Meta's names win. */
export function phoneNumberFields(
  state: SimulatorState,
  entry: PhoneNumberEntry,
): Readonly<Record<string, unknown>> {
  const { number } = entry;
  const read = Object.entries(FIELDS).map(([name, value]) => [name, value(number, entry, state)]);
  return { ...Object.fromEntries(read), ...number.fields };
}
