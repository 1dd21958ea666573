import { ACCOUNT_CASES } from './account.cases.js';
import { LIMITS_CASES } from './limits.cases.js';
import { MARKETING_CASES } from './marketing.cases.js';
import { MEDIA_CASES } from './media.cases.js';
import { PEOPLE_CASES } from './people.cases.js';
import { TEMPLATES_CASES } from './templates.cases.js';
import { TIME_TO_LIVE_CASES } from './time-to-live.cases.js';
import type { RuleCases } from './rule-case.js';

/** The cases of every rule: messages that break it, with Meta's code, and messages that keep it. */
export const RULE_CASES: RuleCases = {
  ...ACCOUNT_CASES,
  ...PEOPLE_CASES,
  ...TEMPLATES_CASES,
  ...MEDIA_CASES,
  ...LIMITS_CASES,
  ...MARKETING_CASES,
  ...TIME_TO_LIVE_CASES,
};
