import type { WhatsAppAccount } from '../../accounts/index.js';
import type {
  InboundCall,
  InboundCallStatus,
  InboundContact,
  InboundMessage,
  InboundMessageOf,
  InboundMessageType,
  MessageStatus,
  Unlisted,
  WebhookChange,
  WebhookError,
  WebhookField,
  WebhookFieldValues,
  WebhookMetadata,
} from '../payload/index.js';

/** The fields that all inbound events have. */
export interface InboundEventBase {
  /**
   * The same in every delivery of the same event (Webhooks reference, de-duplication keys), e.g. `message:wamid.…` or
   * `status:wamid.…:read`.
   */
  readonly key: string;
  /** The webhook field it came in: `messages`, `message_template_status_update`, …. */
  readonly field: string;
  /** `entry[].id`: the WhatsApp Business Account. */
  readonly businessAccountId: string;
  /** The business number that it concerns; absent on most account and template fields. */
  readonly metadata?: WebhookMetadata;
  /** The account of the options, or the tenant's, that the number belongs to; absent where nobody knows it. */
  readonly account?: WhatsAppAccount;
  /**
   * The conversation: the business number together with the user (BSUID first) or the group. Events of one conversation are
   * handled one after another. Absent where the event belongs to none.
   */
  readonly conversation?: string;
  /** Milliseconds since the UNIX epoch, as Meta gives the event; the time of arrival where Meta gives none. */
  readonly timestamp: number;
  /** The change that it came in, as Meta wrote it. */
  readonly change: WebhookChange;
}

/** An event that brings one kind of message. */
export interface InboundEventWith<Message extends InboundMessage> extends InboundEventBase {
  readonly kind: 'message';
  readonly message: Message;
  /** The sender's contact; absent in `system` messages. */
  readonly contact?: InboundContact;
}

/**
 * A user (or, in a group, a participant) wrote something: of any type, or of one or some.
 *
 * @example `InboundMessageEvent<'text'>`
 */
export type InboundMessageEvent<Type extends string = string> = InboundEventWith<
  [Type] extends [InboundMessageType] ? InboundMessageOf<Type> : InboundMessage
>;

/** A new status of a message that the business sent. */
export interface MessageStatusEvent extends InboundEventBase {
  readonly kind: 'status';
  /** The status as Meta wrote it, but `biz_opaque_callback_data` holds the caller's own value alone. */
  readonly status: MessageStatus;
  /** The library's id of the send, where this library sent it. */
  readonly correlationId?: string;
  readonly contact?: InboundContact;
}

/** A call began or ended. */
export interface CallEvent extends InboundEventBase {
  readonly kind: 'call';
  readonly call: InboundCall;
  readonly contact?: InboundContact;
}

/** A call that the business made rings, or was accepted or rejected. */
export interface CallStatusEvent extends InboundEventBase {
  readonly kind: 'call-status';
  readonly status: InboundCallStatus;
}

/** An error that concerns no single message (`value.errors[]`). */
export interface WebhookErrorEvent extends InboundEventBase {
  readonly kind: 'error';
  readonly error: WebhookError;
}

/**
 * A change of one field that is neither a message, a status, a call nor an error.
 *
 * @example `FieldEventOf<'message_template_status_update'>`
 */
export interface FieldEventOf<Field extends WebhookField> extends InboundEventBase {
  readonly kind: 'field';
  readonly field: Field;
  /** `change.value`, as Meta wrote it; nothing of it has been checked. */
  readonly value: WebhookFieldValues[Field];
}

/** A change of a field that this version does not list, or one whose value is not as Meta documents it. */
export interface UnlistedFieldEvent extends InboundEventBase {
  readonly kind: 'field';
  readonly field: Unlisted;
  readonly value: Readonly<Record<string, unknown>>;
}

/** A change of any other field: templates, accounts, groups, flows, preferences, or one that Meta adds later; narrows by `field`. */
export type FieldEvent = { [Field in WebhookField]: FieldEventOf<Field> }[WebhookField] | UnlistedFieldEvent;

/**
 * One event of a webhook. A delivery of up to 1000 updates is taken apart into as many events.
 *
 * @publicApi
 */
export type InboundEvent =
  InboundMessageEvent | MessageStatusEvent | CallEvent | CallStatusEvent | WebhookErrorEvent | FieldEvent;
