import type { SendContext } from './send-rule.js';

/** Whether the message is marketing: a template of that category, or anything on the endpoint for it. */
export function isMarketing({ template, endpoint }: SendContext): boolean {
  return endpoint === 'marketing_messages' || template?.category === 'MARKETING';
}
