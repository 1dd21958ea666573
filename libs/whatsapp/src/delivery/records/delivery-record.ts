import type { StatusConversation, StatusPricing } from '../../webhooks/index.js';

/**
 * The state of a message. `held_for_quality_assessment` and `paused` are Meta's words for a
 * template that is being paced; `unknown` has no answer from Meta, and `unresolved` did not get one
 * in time; `dropped` was not delivered while it was alive.
 */
export type DeliveryState =
  | 'unknown'
  | 'unresolved'
  | 'accepted'
  | 'held_for_quality_assessment'
  | 'paused'
  | 'sent'
  | 'delivered'
  | 'read'
  | 'played'
  | 'failed'
  | 'dropped';

/** The time of each state of a message, in milliseconds since the UNIX epoch; the earliest time when a state was reported several times. */
export type DeliveryTimes = {
  /** The request had begun, and no answer came. */
  readonly unknown?: number;
  /** The time when an unknown message counted as unresolved, because nothing was heard of it. */
  readonly unresolved?: number;
  readonly accepted?: number;
  readonly sent?: number;
  /** The time of delivery, also where only `read` or `played` was reported: they imply it. */
  readonly delivered?: number;
  readonly read?: number;
  readonly played?: number;
  readonly failed?: number;
  /** The time when it was given up, because it was not delivered while it was alive. */
  readonly dropped?: number;
};

/** The reason why Meta could not deliver a message, or a warning, in the words of the status webhook. */
export interface DeliveryError {
  readonly at: number;
  readonly code?: number;
  readonly title?: string;
  readonly details?: string;
}

/** The recipient of a message. Personal: show it to those who may see it, and log it nowhere. */
export interface DeliveryRecipient {
  /** The phone number that it was addressed to, `+` and digits, or the id of the group. */
  readonly to?: string;
  /** The user's WhatsApp id as Meta reported it, digits. */
  readonly waId?: string;
  /** The business-scoped user id (BSUID). */
  readonly userId?: string;
  /** Whether it went to a group: each status tells of one participant, and the first of each kind counts. */
  readonly isGroup?: true;
}

/** The state of a payment that the message asked for; it does not change the state of the message. */
export interface DeliveryPayment {
  readonly status: string;
  readonly at: number;
  /** The reason for the failure. */
  readonly error?: Omit<DeliveryError, 'at'>;
}

/**
 * The record of one message. It holds nothing of its content.
 *
 * @publicApi
 */
export interface DeliveryRecord {
  /** The `wamid.…`; absent as long as the outcome of the send is unknown. */
  readonly messageId?: string;
  /** The library's own id of the send. */
  readonly correlationId?: string;
  /** The account's name, or the tenant. */
  readonly account?: string;
  readonly phoneNumberId?: string;
  readonly recipient: DeliveryRecipient;
  /** Meta's `type` of the message. */
  readonly type?: string;
  readonly template?: { readonly name: string; readonly language: string };
  /** The caller's own `biz_opaque_callback_data`. */
  readonly callbackData?: string;
  /** `held_for_quality_assessment` or `paused`, where Meta said so when it accepted the message. */
  readonly pacing?: string;
  readonly times: DeliveryTimes;
  /** Statuses that this version does not know, and when they were first reported. */
  readonly otherStatuses?: Readonly<Record<string, number>>;
  /** The reason for the failure. */
  readonly error?: DeliveryError;
  /** Meta's report with any other status, `warning` for instance; it does not change the state. */
  readonly warning?: DeliveryError;
  /** The conversation that Meta counts it to. What several statuses say of it is joined. */
  readonly conversation?: StatusConversation;
  /** The price that Meta charges. */
  readonly pricing?: StatusPricing;
  readonly payment?: DeliveryPayment;
  /** The time from which it counts as dropped: its time-to-live and a buffer after Meta accepted it. */
  readonly deadline?: number;
  /** The time from which an unknown outcome counts as unresolved. */
  readonly resolveBy?: number;
}
