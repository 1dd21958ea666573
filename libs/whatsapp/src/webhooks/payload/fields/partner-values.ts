import type { Open } from '../parts/open.js';
import type { WebhookMetadata } from '../parts/webhook-metadata.js';

/** `messaging_handovers`: who answers the user changed. */
export interface MessagingHandoversValue {
  readonly messaging_product?: string;
  readonly metadata?: WebhookMetadata;
  readonly recipient?: unknown;
  readonly sender?: unknown;
  readonly timestamp?: number | string;
  readonly control_passed?: { readonly metadata?: string; readonly [key: string]: unknown };
  readonly [key: string]: unknown;
}

/** `automatic_events`: leads and purchases that Meta recognised. */
export interface AutomaticEventsValue {
  readonly messaging_product?: string;
  readonly metadata?: WebhookMetadata;
  readonly automatic_events?: readonly {
    readonly id?: string;
    readonly event_name?: Open<'LeadSubmitted' | 'Purchase'>;
    readonly timestamp?: number | string;
    readonly ctwa_clid?: string;
    readonly custom_data?: { readonly currency?: string; readonly value?: number };
  }[];
}

/** `tracking_events`: clicks on tracked links. */
export interface TrackingEventsValue {
  readonly messaging_product?: string;
  readonly metadata?: WebhookMetadata;
  readonly events?: readonly {
    readonly event_name?: string;
    readonly timestamp?: number | string;
    readonly tracking_data?: { readonly click_id?: string; readonly tracking_token?: string };
  }[];
}
