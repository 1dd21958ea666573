const secretKeys = words(
  'access_token accessToken app_secret appSecret appSecrets appsecret_proof authorization verify_token verifyToken hub.verify_token token password pin flow_token',
);
const textKeys = words(
  'text body caption title subtitle description footer payload address latitude longitude url link birthday email filename fallback_value coupon_code company department',
);
/** Keys whose contents describe a person, or where one lives. */
const personalKeys = words('addresses org location shipping_addresses beneficiaries');
const nameKeys = words(
  'formatted_name first_name middle_name last_name firstName lastName username display_name displayName',
);

const phoneKeys = words(
  'to from wa_id waId input phone phone_number phoneNumber display_phone_number recipient_id recipient_participant_id',
);

/** Whether a secret stands under a key. */
export function isSecretKey(key: string): boolean {
  return secretKeys.has(key) || key.toLowerCase() === 'authorization';
}

/** Whether a phone number stands under a key. */
export function isPhoneKey(key: string): boolean {
  return phoneKeys.has(key);
}

/** Whether what somebody wrote stands under a key. */
export function isTextKey(key: string, parentKey = ''): boolean {
  return textKeys.has(key) || (personalKeys.has(parentKey) && key !== 'type');
}

/** Whether the name of a person stands under a key. */
export function isNameKey(key: string, parentKey: string): boolean {
  // A plain `name` is a person's only inside a profile: elsewhere it names a template, an account, an error.
  return nameKeys.has(key) || (key === 'name' && parentKey === 'profile');
}

function words(list: string): ReadonlySet<string> {
  return new Set(list.split(' '));
}
