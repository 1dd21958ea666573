import type { Open } from '../parts/open.js';
import type { WebhookError } from '../parts/webhook-error.js';

/** The context of a message: the message that it quotes, or where it was forwarded or asked from. Each member may be missing. */
export interface InboundMessageContext {
  /** The sender of the quoted message. */
  readonly from?: string;
  /** The id of the quoted message, `wamid.…`. */
  readonly id?: string;
  /** Forwarded up to five times. */
  readonly forwarded?: boolean;
  /** Forwarded more than five times. */
  readonly frequently_forwarded?: boolean;
  /** The product that the user asks about. */
  readonly referred_product?: {
    readonly catalog_id?: string;
    readonly product_retailer_id?: string;
  };
}

/** The ad or post that brought the user (click-to-WhatsApp). */
export interface InboundReferral {
  readonly source_url?: string;
  readonly source_id?: string;
  readonly source_type?: Open<'ad' | 'post'>;
  readonly headline?: string;
  readonly body?: string;
  readonly media_type?: Open<'image' | 'video'>;
  readonly image_url?: string;
  readonly video_url?: string;
  readonly thumbnail_url?: string;
  /** The click's id; missing for ads placed in Status. */
  readonly ctwa_clid?: string;
  readonly welcome_message?: { readonly text?: string };
}

/** The user's encryption identity, with the identity change check. */
export interface InboundIdentity {
  readonly acknowledged?: boolean;
  readonly created_timestamp?: number | string;
  readonly hash?: string;
}

/** The fields that all inbound messages may have. */
export interface InboundMessageBase {
  /** `wamid.…` */
  readonly id: string;
  /** UNIX seconds, as text. */
  readonly timestamp: string;
  /** The sender's phone number in digits; missing where a user with a username does not disclose it. */
  readonly from?: string;
  /** The sender's business-scoped user id; in every payload since April 2026. */
  readonly from_user_id?: string;
  readonly from_parent_user_id?: string;
  /** The group it was written in; `from` is then the participant. */
  readonly group_id?: string;
  readonly context?: InboundMessageContext;
  readonly referral?: InboundReferral;
  readonly errors?: readonly WebhookError[];
  readonly identity?: InboundIdentity;
}
