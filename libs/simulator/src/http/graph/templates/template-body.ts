import type { TemplateCategory } from '../../../engine/templates/template-definition.js';
import { textAt } from '../../../engine/common/is-record.js';

/** The category that a body names. */
export function categoryOf(body: Readonly<Record<string, unknown>>): TemplateCategory | undefined {
  const category = textAt(body, 'category');
  return category === 'AUTHENTICATION' || category === 'MARKETING' || category === 'UTILITY'
    ? category
    : undefined;
}

/** The time-to-live that a body names, in seconds. */
export function ttlOf(body: Readonly<Record<string, unknown>>): number | undefined {
  const ttl = body['message_send_ttl_seconds'];
  return typeof ttl === 'number' ? ttl : undefined;
}
