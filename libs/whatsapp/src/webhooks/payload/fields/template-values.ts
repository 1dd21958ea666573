import type { Open } from '../parts/open.js';

/** The template that an update concerns. */
export interface TemplateReference {
  /** A text, though Meta writes a number: it may be larger than a JavaScript number can hold. */
  readonly message_template_id?: string;
  readonly message_template_name?: string;
  /** With a hyphen in some payloads (`en-US`), with `_` when sending. */
  readonly message_template_language?: string;
}

/** `message_template_status_update`: a template was approved, rejected, paused, …. */
export interface TemplateStatusUpdateValue extends TemplateReference {
  readonly event?: Open<
    | 'APPROVED'
    | 'ARCHIVED'
    | 'UNARCHIVED'
    | 'DELETED'
    | 'DISABLED'
    | 'FLAGGED'
    | 'IN_APPEAL'
    | 'LIMIT_EXCEEDED'
    | 'LOCKED'
    | 'PAUSED'
    | 'PENDING'
    | 'PENDING_DELETION'
    | 'REINSTATED'
    | 'REJECTED'
  >;
  readonly message_template_category?: string;
  /** e.g. `ABUSIVE_CONTENT`, `INVALID_FORMAT`, `NONE`. */
  readonly reason?: string | null;
  readonly disable_info?: { readonly disable_date?: number | string };
  readonly other_info?: {
    readonly title?: Open<'FIRST_PAUSE' | 'SECOND_PAUSE' | 'RATE_LIMITING_PAUSE' | 'UNPAUSE' | 'DISABLED'>;
    readonly description?: string;
  };
  readonly rejection_info?: { readonly reason?: string; readonly recommendation?: string };
}

/** The quality of a template, as users rate it. */
export type TemplateQualityScore = Open<'GREEN' | 'YELLOW' | 'RED' | 'UNKNOWN'>;

/** `message_template_quality_update`: a template's quality changed. Meta's sample prints another `field`: the keys tell. */
export interface TemplateQualityUpdateValue extends TemplateReference {
  readonly previous_quality_score?: TemplateQualityScore;
  readonly new_quality_score?: TemplateQualityScore;
}

/** `message_template_components_update`: a template was edited. */
export interface TemplateComponentsUpdateValue extends TemplateReference {
  /** The body. */
  readonly message_template_element?: string;
  readonly message_template_title?: string;
  readonly message_template_footer?: string;
  readonly message_template_buttons?: readonly Readonly<Record<string, unknown>>[];
}

/** `template_category_update`: a template's category will change (`correct_category`) or has changed (`previous_category`). */
export interface TemplateCategoryUpdateValue extends TemplateReference {
  readonly previous_category?: string;
  readonly new_category?: string;
  readonly correct_category?: string;
  /** The time of the change, in UNIX seconds. */
  readonly category_update_timestamp?: number;
}
