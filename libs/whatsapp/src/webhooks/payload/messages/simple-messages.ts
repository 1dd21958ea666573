import type { Open } from '../parts/open.js';
import type { WebhookError } from '../parts/webhook-error.js';
import type { InboundMessageBase } from './message-parts.js';

/** A text. */
export interface InboundTextMessage extends InboundMessageBase {
  readonly type: 'text';
  readonly text: { readonly body: string };
}

/** A place. */
export interface InboundLocationMessage extends InboundMessageBase {
  readonly type: 'location';
  readonly location: {
    readonly latitude: number;
    readonly longitude: number;
    readonly name?: string;
    readonly address?: string;
    readonly url?: string;
  };
}

/** An emoji put on a message, or taken off it. */
export interface InboundReactionMessage extends InboundMessageBase {
  readonly type: 'reaction';
  readonly reaction: {
    /** The message that it stands on. */
    readonly message_id: string;
    /** Missing or empty where the reaction was taken off. */
    readonly emoji?: string;
  };
}

/** A tap on a quick-reply button of a template. `context` may be missing. */
export interface InboundButtonMessage extends InboundMessageBase {
  readonly type: 'button';
  readonly button: { readonly payload?: string; readonly text?: string };
}

/** A cart that the user sent. */
export interface InboundOrderMessage extends InboundMessageBase {
  readonly type: 'order';
  readonly order: {
    readonly catalog_id: string;
    readonly text?: string;
    readonly product_items: readonly {
      readonly product_retailer_id: string;
      readonly quantity: number | string;
      /** The price in major units, e.g. 7.99. */
      readonly item_price: number | string;
      readonly currency: string;
    }[];
  };
}

/** A change of the user; there is no `contacts` list beside it. */
export interface InboundSystemMessage extends InboundMessageBase {
  readonly type: 'system';
  readonly system: {
    readonly body?: string;
    readonly type?: Open<
      'user_changed_number' | 'customer_changed_number' | 'user_changed_user_id' | 'customer_identity_changed'
    >;
    /** The new number. */
    readonly wa_id?: string;
    /** The new number, in API versions up to v11. */
    readonly new_wa_id?: string;
    /** The new business-scoped user id. */
    readonly user_id?: string;
    readonly parent_user_id?: string;
    readonly identity?: string;
    readonly customer?: string;
  };
}

/** A message that the Cloud API cannot represent (131051; in groups 130501): polls, view-once media and others. */
export interface InboundUnsupportedMessage extends InboundMessageBase {
  readonly type: 'unsupported';
  readonly errors?: readonly WebhookError[];
  /** The type of the message that is not supported, since November 2025. */
  readonly unsupported?: { readonly type?: Open<'edit' | 'poll'> };
}

/** The user opened the chat for the first time. Not sent any more since March 2026. */
export interface InboundRequestWelcomeMessage extends InboundMessageBase {
  readonly type: 'request_welcome';
}

/** The user deleted a message (within 2 days, numbers shared with the Business app): you are expected to delete your copy. */
export interface InboundRevokeMessage extends InboundMessageBase {
  readonly type: 'revoke';
  readonly revoke: { readonly original_message_id: string };
}
