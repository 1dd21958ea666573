import { RULE_NAMES } from '../../engine/state/rule-switches.js';
import { BOOLEAN, object, oneOf } from '../../schemas/shared/json-schema.js';
import { type Schemas } from './shared.js';

/** Bodies of calls: the rules and their switches. */
export const RULES_BODIES = {
  rules: object(
    {},
    {
      preset: oneOf('meta', 'lenient'),
      ...Object.fromEntries(RULE_NAMES.map((name) => [name, BOOLEAN])),
    },
  ),
};

/** Answers: the rules and their switches. */
export const RULES_VIEWS: Schemas = {
  Rules: object(Object.fromEntries(RULE_NAMES.map((name) => [name, BOOLEAN]))),
};
