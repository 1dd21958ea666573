import type { Open } from '../parts/open.js';

/** `phone_number_quality_update`: a number's throughput or limit changed. */
export interface PhoneNumberQualityUpdateValue {
  readonly display_phone_number?: string;
  /** The last four only in older payloads. */
  readonly event?: Open<
    'ONBOARDING' | 'THROUGHPUT_UPGRADE' | 'UPGRADE' | 'DOWNGRADE' | 'FLAGGED' | 'UNFLAGGED'
  >;
  /** Not sent any more since February 2026. */
  readonly old_limit?: string;
  /** Not sent any more since February 2026. */
  readonly current_limit?: string;
  readonly max_daily_conversations_per_business?: Open<
    'TIER_50' | 'TIER_250' | 'TIER_2K' | 'TIER_10K' | 'TIER_100K' | 'TIER_NOT_SET' | 'TIER_UNLIMITED'
  >;
}

/** `phone_number_name_update`: the review of a display name ended. */
export interface PhoneNumberNameUpdateValue {
  readonly display_phone_number?: string;
  readonly decision?: Open<'APPROVED' | 'DEFERRED' | 'PENDING' | 'REJECTED'>;
  readonly requested_verified_name?: string;
  readonly rejection_reason?: string | null;
}

/** `security`: the number's PIN was changed or asked to be. */
export interface SecurityValue {
  readonly display_phone_number?: string;
  readonly event?: Open<'PIN_CHANGED' | 'PIN_RESET_REQUEST' | 'PIN_RESET_SUCCESS' | 'PIN_REQUEST_SUCCESS'>;
  readonly requester?: string;
}

/** `business_username_update`: the business's username changed. */
export interface BusinessUsernameUpdateValue {
  readonly display_phone_number?: string;
  /** Missing where it was deleted. */
  readonly username?: string;
  readonly status?: Open<'approved' | 'reserved' | 'deleted'>;
}
