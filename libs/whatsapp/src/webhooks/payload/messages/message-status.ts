import type { Open, Unlisted } from '../parts/open.js';
import type { WebhookError } from '../parts/webhook-error.js';

/** The kind of a message status. `delivered` is left out where it is read at once; `read` never comes from who switched receipts off. */
export type MessageStatusKind = 'sent' | 'delivered' | 'read' | 'failed' | 'played' | 'deleted' | 'warning';

/** The price of a message; only with `sent` and one of `delivered` and `read`. */
export interface StatusPricing {
  /** Deprecated by Meta: tell it from `type`. */
  readonly billable?: boolean;
  /** `PMP`: per message, since July 2025. `CBP`: per conversation, before. */
  readonly pricing_model?: Open<'PMP' | 'CBP'>;
  readonly type?: Open<'regular' | 'free_customer_service' | 'free_entry_point'>;
  readonly category?: Open<
    | 'authentication'
    | 'authentication_international'
    | 'authentication-international'
    | 'marketing'
    | 'marketing_lite'
    | 'utility'
    | 'service'
    | 'referral_conversion'
    | 'group_marketing'
    | 'group_utility'
    | 'group_service'
    | 'general_purpose_ai'
  >;
}

/** The conversation that a message counts to; from API v24 on only within a free entry point window. */
export interface StatusConversation {
  readonly id?: string;
  /** UNIX seconds; only with `sent`. */
  readonly expiration_timestamp?: number | string;
  readonly origin?: { readonly type?: string };
}

/** The recipient that a status concerns. Any of it may be missing. */
export interface StatusRecipient {
  /** The phone number in digits, or the group's id. */
  readonly recipient_id?: string;
  /** Only for groups. */
  readonly recipient_type?: Open<'group'>;
  /** The business-scoped user id; not on `failed` where the message was addressed to a phone number. */
  readonly recipient_user_id?: string;
  readonly recipient_parent_user_id?: string;
  /** Meta's name for `recipient_parent_user_id` in April 2026. */
  readonly parent_recipient_user_id?: string;
  readonly recipient_participant_id?: string;
  readonly recipient_participant_user_id?: string;
  readonly recipient_participant_parent_user_id?: string;
  readonly recipient_identity_key_hash?: string;
}

/** The fields that all statuses have. */
export interface MessageStatusBase extends StatusRecipient {
  /** The id of the message that the business sent, `wamid.…`. */
  readonly id: string;
  /** UNIX seconds, as text. Order by it: statuses arrive in any order. */
  readonly timestamp: string;
  /** The caller's own value. */
  readonly biz_opaque_callback_data?: string;
  readonly conversation?: StatusConversation;
  readonly pricing?: StatusPricing;
  /** The reasons for the failure. */
  readonly errors?: readonly WebhookError[];
}

/** The delivery status of a message. */
export interface DeliveryStatus extends MessageStatusBase {
  readonly status: Open<MessageStatusKind>;
  readonly type?: Unlisted;
}

/** The status of a payment (India). */
export interface PaymentStatus extends MessageStatusBase {
  readonly type: 'payment';
  readonly status: Open<'captured' | 'pending' | 'failed'>;
  readonly payment?: {
    readonly reference_id?: string;
    readonly amount?: { readonly value?: number; readonly offset?: number };
    readonly currency?: string;
    readonly transaction?: {
      readonly id?: string;
      readonly type?: string;
      readonly status?: string;
      readonly [key: string]: unknown;
    };
    readonly [key: string]: unknown;
  };
}

/**
 * A status of a message that the business sent; `type: 'payment'` is the status of its payment.
 *
 * @publicApi
 */
export type MessageStatus = DeliveryStatus | PaymentStatus;
