import type { MessageEndpoint } from './message-request.js';
import type { TemplateDefinition } from '../templates/template-definition.js';

const MINUTE_MS = 60 * 1000;
const THIRTY_DAYS_MS = 30 * 24 * 60 * MINUTE_MS;
const AUTHENTICATION_MS = 10 * MINUTE_MS;

/**
 * Returns the time for which a message waits for its user, in milliseconds: 30 days, of a template as it says or its category has it. What
 * a marketing template says counts on the endpoint for marketing only.
 */
export function timeToLiveMs(template: TemplateDefinition | undefined, endpoint: MessageEndpoint): number {
  const counts = template?.category !== 'MARKETING' || endpoint === 'marketing_messages';
  const custom = counts ? template?.messageSendTtlSeconds : undefined;
  if (custom !== undefined) return custom === -1 ? THIRTY_DAYS_MS : custom * 1000;
  return template?.category === 'AUTHENTICATION' ? AUTHENTICATION_MS : THIRTY_DAYS_MS;
}
