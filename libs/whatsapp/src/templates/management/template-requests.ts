import type { JsonPart } from '../definition/message-template.js';

/** A template to create, in Meta's names; component types in upper case. */
export interface NewTemplate {
  /** Lower-case letters, digits and `_`, at most 512 characters. */
  readonly name: string;
  /** The language with an underscore: `en_US`. */
  readonly language: string;
  readonly category: 'AUTHENTICATION' | 'MARKETING' | 'UTILITY';
  readonly components?: readonly JsonPart[];
  readonly parameter_format?: 'NAMED' | 'POSITIONAL';
  /** Seconds until Meta drops a message of it; -1 for 30 days (platform rules, time-to-live). */
  readonly message_send_ttl_seconds?: number;
  readonly allow_category_change?: boolean;
  /** The name of a template in Meta's library, which is used instead of `components`. */
  readonly library_template_name?: string;
  readonly library_template_button_inputs?: readonly JsonPart[];
  readonly library_template_body_inputs?: JsonPart;
  readonly [field: string]: unknown;
}

/** The changes to a template: 10 times in 30 days are allowed, and once a day while it is approved. */
export interface TemplateChanges {
  readonly category?: NewTemplate['category'];
  readonly components?: readonly JsonPart[];
  readonly message_send_ttl_seconds?: number;
  readonly [field: string]: unknown;
}

/** Meta's answer to a new template. */
export interface CreatedTemplate {
  readonly id: string;
  /** `PENDING` as a rule: it can be sent once it is approved. */
  readonly status: string;
  readonly category: string;
}

/** Filters for a list of templates; several values with commas. */
export interface TemplateQuery {
  readonly name?: string;
  readonly status?: string;
  readonly category?: string;
  readonly language?: string;
  readonly quality_score?: string;
  readonly content?: string;
  /** The number of templates on a page. @default 100 */
  readonly limit?: number;
}

/** The templates to delete: a name in all its languages, one language of it by its id, or up to 100 by their ids. */
export type TemplateDeletion =
  | { readonly name: string }
  | { readonly name: string; readonly id: string }
  | { readonly ids: readonly string[] };

/** A search in Meta's library of templates that need no review. */
export interface TemplateLibraryQuery {
  readonly search?: string;
  readonly topic?: string;
  readonly usecase?: string;
  readonly industry?: string;
  readonly language?: string;
}
