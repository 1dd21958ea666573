import type { TemplateCategory } from '../../../engine/templates/template-definition.js';
import { textAt } from '../../../engine/common/is-record.js';

/** The category that a body names. */
export function categoryOf(body: Readonly<Record<string, unknown>>): TemplateCategory | undefined {
  const category = textAt(body, 'category');
  return category === 'AUTHENTICATION' || category === 'MARKETING' || category === 'UTILITY'
    ? category
    : undefined;
}

/** The members of a template that are kept as they are given, and shown when they are asked for. */
const FURTHER = [
  'bid_spec',
  'creative_sourcing_spec',
  'cta_url_link_tracking_opted_out',
  'degrees_of_freedom_spec',
  'display_format',
  'is_primary_device_delivery_only',
  'sub_category',
];

/** Returns the members of a template's body beside those that the simulator looks at. */
export function furtherOf(body: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(FURTHER.flatMap((name) => (name in body ? [[name, body[name]]] : [])));
}

/** The time-to-live that a body names, in seconds. */
export function ttlOf(body: Readonly<Record<string, unknown>>): number | undefined {
  const ttl = body['message_send_ttl_seconds'];
  return typeof ttl === 'number' ? ttl : undefined;
}
