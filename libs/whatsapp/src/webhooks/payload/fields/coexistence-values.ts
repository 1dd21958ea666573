import type { InboundContact } from '../parts/inbound-contact.js';
import type { Open } from '../parts/open.js';
import type { WebhookError } from '../parts/webhook-error.js';
import type { WebhookMetadata } from '../parts/webhook-metadata.js';

/** A message that the business sent from elsewhere, or that was exchanged before the API was connected. */
export interface EchoedMessage {
  readonly id: string;
  readonly from?: string;
  readonly to?: string;
  readonly to_user_id?: string;
  readonly to_parent_user_id?: string;
  readonly timestamp?: string;
  /** The type as in inbound messages, and `media_placeholder` in the history. The content stands under the key of this name. */
  readonly type: string;
  readonly history_context?: { readonly status?: string };
  readonly [key: string]: unknown;
}

/** `history`: chats from before, in chunks: up to 180 days, media of the last 14. A user who declined gives the error 2593109. */
export interface HistoryValue {
  readonly messaging_product?: string;
  readonly metadata?: WebhookMetadata;
  readonly contacts?: readonly InboundContact[];
  readonly history?: readonly {
    readonly metadata?: {
      readonly phase?: number;
      readonly chunk_order?: number;
      /** 0 to 100. */
      readonly progress?: number;
    };
    readonly threads?: readonly {
      readonly id?: string;
      readonly messages?: readonly EchoedMessage[];
      readonly [key: string]: unknown;
    }[];
    readonly errors?: readonly WebhookError[];
  }[];
  /** The contents of media, which come later. */
  readonly messages?: readonly EchoedMessage[];
  readonly errors?: readonly WebhookError[];
}

/** `smb_app_state_sync`: contacts of the Business app. */
export interface SmbAppStateSyncValue {
  readonly messaging_product?: string;
  readonly metadata?: WebhookMetadata;
  readonly state_sync?: readonly {
    readonly type?: Open<'contact'>;
    readonly contact?: {
      readonly full_name?: string;
      readonly first_name?: string;
      readonly phone_number?: string;
      readonly user_id?: string;
      readonly username?: string;
      readonly [key: string]: unknown;
    };
    readonly action?: Open<'add' | 'remove'>;
    readonly metadata?: { readonly timestamp?: number | string; readonly version?: number | string };
  }[];
}

/** `smb_message_echoes` and `message_echoes`: what the business wrote in its app, or another app sent for the number. */
export interface MessageEchoesValue {
  readonly messaging_product?: string;
  readonly metadata?: WebhookMetadata;
  readonly contacts?: readonly InboundContact[];
  readonly message_echoes?: readonly EchoedMessage[];
}
