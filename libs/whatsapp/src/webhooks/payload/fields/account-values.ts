import type { Open } from '../parts/open.js';

/** `account_alerts`: something about the account's capabilities, badge or profile. */
export interface AccountAlertsValue {
  /** `WABA` in older payloads. */
  readonly entity_type?: Open<'BUSINESS' | 'PHONE_NUMBER' | 'WABA'>;
  readonly entity_id?: string;
  readonly alert_info?: {
    readonly alert_severity?: Open<'CRITICAL' | 'WARNING' | 'INFORMATIONAL'>;
    readonly alert_status?: Open<'ACTIVE' | 'NONE'>;
    readonly alert_type?: Open<
      | 'INCREASED_CAPABILITIES_ELIGIBILITY_DEFERRED'
      | 'INCREASED_CAPABILITIES_ELIGIBILITY_FAILED'
      | 'INCREASED_CAPABILITIES_ELIGIBILITY_NEED_MORE_INFO'
      | 'OBA_APPROVED'
      | 'OBA_REJECTED'
      | 'PROFILE_PICTURE_LOST'
    >;
    readonly alert_description?: string;
  };
  /** The older form, without `alert_info`. */
  readonly alert_severity?: string;
  readonly alert_status?: string;
  readonly alert_type?: string;
  readonly alert_description?: string;
}

/** `account_review_update`: the review of the account ended. */
export interface AccountReviewUpdateValue {
  readonly decision?: Open<'APPROVED' | 'REJECTED' | 'PENDING' | 'DEFERRED'>;
}

/** `account_update`: what happened to the account; which of the other members are there depends on `event`. */
export interface AccountUpdateValue {
  readonly event?: Open<
    | 'ACCOUNT_DELETED'
    | 'ACCOUNT_OFFBOARDED'
    | 'ACCOUNT_RECONNECTED'
    | 'ACCOUNT_RESTRICTION'
    | 'ACCOUNT_VIOLATION'
    | 'AD_ACCOUNT_LINKED'
    | 'AUTH_INTL_PRICE_ELIGIBILITY_UPDATE'
    | 'BUSINESS_PRIMARY_LOCATION_COUNTRY_UPDATE'
    | 'DISABLED_UPDATE'
    | 'MM_LITE_TERMS_SIGNED'
    | 'PARTNER_ADDED'
    | 'PARTNER_REMOVED'
    | 'PARTNER_APP_INSTALLED'
    | 'PARTNER_APP_UNINSTALLED'
    | 'PARTNER_CLIENT_CERTIFICATION_STATUS_UPDATE'
    | 'VERIFIED_ACCOUNT'
    | 'VOLUME_BASED_PRICING_TIER_UPDATE'
  >;
  readonly phone_number?: string;
  readonly country?: string;
  readonly waba_info?: {
    readonly waba_id?: string;
    readonly owner_business_id?: string;
    readonly [key: string]: unknown;
  };
  readonly violation_info?: { readonly violation_type?: string };
  readonly ban_info?: {
    readonly waba_ban_state?: Open<'SCHEDULE_FOR_DISABLE' | 'DISABLE' | 'REINSTATE'>;
    /** A date in English words. */
    readonly waba_ban_date?: string;
  };
  readonly restriction_info?: readonly {
    readonly restriction_type?: string;
    readonly expiration?: number | string;
    readonly remediation?: string;
  }[];
  /** Since April 2026. */
  readonly disconnection_info?: { readonly reason?: string; readonly initiated_by?: string };
  readonly auth_international_rate_eligibility?: Readonly<Record<string, unknown>>;
  readonly volume_tier_info?: { readonly tier?: string; readonly [key: string]: unknown };
  readonly partner_client_certification_info?: Readonly<Record<string, unknown>>;
}

/** `account_settings_update`: settings of a number changed. */
export interface AccountSettingsUpdateValue {
  readonly timestamp?: number | string;
  readonly type?: Open<'phone_number_settings'>;
  readonly phone_number_settings?: {
    readonly phone_number_id?: string;
    readonly calling?: Readonly<Record<string, unknown>>;
    readonly [key: string]: unknown;
  };
}

/** `business_capability_update`: how much the business may do. */
export interface BusinessCapabilityUpdateValue {
  /** A word such as `TIER_2K` or a number: Meta's documentation shows both. */
  readonly max_daily_conversations_per_business?: number | string;
  /** -1 is unlimited; not sent any more since February 2026. */
  readonly max_daily_conversation_per_phone?: number;
  readonly max_phone_numbers_per_business?: number;
  readonly max_phone_numbers_per_waba?: number;
}

/** `business_status_update`: restrictions of the business; thinly documented. */
export interface BusinessStatusUpdateValue {
  readonly event?: string;
  readonly [key: string]: unknown;
}

/** `payment_configuration_update`: a payment configuration changed. */
export interface PaymentConfigurationUpdateValue {
  readonly configuration_name?: string;
  readonly provider_name?: string;
  readonly provider_mid?: string;
  readonly status?: string;
  readonly created_timestamp?: number;
  readonly updated_timestamp?: number;
}

/** `partner_solutions`: a multi-partner solution changed. */
export interface PartnerSolutionsValue {
  readonly event?: string;
  readonly solution_id?: string;
  readonly solution_status?: string;
}
