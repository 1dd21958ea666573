import { isRecord } from '../../common/internal.js';

/** A part of a definition or of a message whose fields are not known for certain. */
export type JsonPart = Readonly<Record<string, unknown>>;

/** The text in a field of a part; `undefined` where it holds no text. */
export function textOf(part: JsonPart | undefined, field: string): string | undefined {
  const value = part?.[field];
  return typeof value === 'string' ? value : undefined;
}

/**
 * A message template as Meta keeps it, in Meta's names (Business Management, message templates). Fields that were not asked for are
 * absent, and Meta may add others.
 *
 * @publicApi
 */
export interface MessageTemplate {
  readonly id: string;
  readonly name: string;
  /** The language with an underscore: `en_US`. */
  readonly language: string;
  /** `APPROVED`, `PENDING`, `REJECTED`, `PAUSED`, `DISABLED`, …, or one that Meta adds later. */
  readonly status: string;
  /** `AUTHENTICATION`, `MARKETING` or `UTILITY`. */
  readonly category: string;
  /** Header, body, footer, buttons, carousel, …, as they were created; types in upper case. */
  readonly components: readonly JsonPart[];
  readonly parameter_format?: string;
  readonly quality_score?: { readonly score?: string };
  readonly message_send_ttl_seconds?: number;
  readonly rejected_reason?: string;
  readonly previous_category?: string;
  readonly [field: string]: unknown;
}

/** The fields that are requested of a template; Meta's own choice is smaller. */
export const TEMPLATE_FIELDS =
  'id,name,language,status,category,components,parameter_format,quality_score,message_send_ttl_seconds,rejected_reason,previous_category';

/** Returns `true` when an answer is a template that the library can use. */
export function isMessageTemplate(answer: unknown): answer is MessageTemplate {
  return (
    isRecord(answer) &&
    ['id', 'name', 'language', 'status', 'category'].every((field) => typeof answer[field] === 'string') &&
    Array.isArray(answer['components'])
  );
}
