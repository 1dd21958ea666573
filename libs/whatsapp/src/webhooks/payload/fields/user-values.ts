import type { InboundContact } from '../parts/inbound-contact.js';
import type { Open } from '../parts/open.js';
import type { WebhookMetadata } from '../parts/webhook-metadata.js';

/** The choice of a user to stop or resume marketing messages. */
export interface UserPreference {
  readonly wa_id?: string;
  readonly user_id?: string;
  readonly parent_user_id?: string;
  readonly detail?: string;
  readonly category?: Open<'marketing_messages'>;
  readonly value?: Open<'stop' | 'resume' | 'signup'>;
  /** UNIX seconds. */
  readonly timestamp?: number | string;
  readonly signup_id?: string;
}

/** `user_preferences`: users stopped or resumed marketing messages. Must be honoured. */
export interface UserPreferencesValue {
  readonly messaging_product?: string;
  readonly metadata?: WebhookMetadata;
  readonly contacts?: readonly InboundContact[];
  readonly user_preferences?: readonly UserPreference[];
}

/** An id before and after. */
export interface ChangedId {
  readonly previous?: string;
  readonly current?: string;
}

/** `user_id_update`: business-scoped user ids that changed. */
export interface UserIdUpdateValue {
  readonly messaging_product?: string;
  readonly metadata?: WebhookMetadata;
  readonly contacts?: readonly InboundContact[];
  readonly user_id_update?: readonly {
    readonly wa_id?: string;
    readonly detail?: string;
    readonly user_id?: ChangedId;
    readonly parent_user_id?: ChangedId;
    readonly timestamp?: number | string;
  }[];
}
