import { CLOCK_BODIES, CLOCK_VIEWS } from './clock.js';
import { FAULTS_BODIES, FAULTS_VIEWS } from './faults.js';
import { GROUPS_BODIES, GROUPS_VIEWS } from './groups.js';
import { MESSAGES_VIEWS } from './messages.js';
import { PEOPLE_BODIES, PEOPLE_VIEWS } from './people.js';
import { RULES_BODIES, RULES_VIEWS } from './rules.js';
import { STATE_BODIES, STATE_VIEWS } from './state.js';
import { TEMPLATES_BODIES, TEMPLATES_VIEWS } from './templates.js';
import { WEBHOOKS_BODIES, WEBHOOKS_VIEWS } from './webhooks.js';
import type { Schemas } from './shared.js';

export { listOf, ref } from './shared.js';

/** The schemas of the bodies of calls. */
export const BODIES = {
  ...PEOPLE_BODIES,
  ...FAULTS_BODIES,
  ...CLOCK_BODIES,
  ...RULES_BODIES,
  ...WEBHOOKS_BODIES,
  ...TEMPLATES_BODIES,
  ...GROUPS_BODIES,
  ...STATE_BODIES,
};

/** The schemas of the answers, by name. */
export const VIEWS: Schemas = {
  ...PEOPLE_VIEWS,
  ...MESSAGES_VIEWS,
  ...FAULTS_VIEWS,
  ...CLOCK_VIEWS,
  ...RULES_VIEWS,
  ...WEBHOOKS_VIEWS,
  ...TEMPLATES_VIEWS,
  ...GROUPS_VIEWS,
  ...STATE_VIEWS,
};
