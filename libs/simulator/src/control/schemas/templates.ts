import { list, object, oneOf, openObject, STRING } from '../../schemas/shared/json-schema.js';
import { FREE, type Schemas } from './shared.js';

/** Bodies of calls: templates and their review. */
export const TEMPLATES_BODIES = {
  review: object(
    {},
    {
      decision: oneOf('approve', 'reject', 'pause', 'unpause', 'disable', 'flag'),
      reason: STRING,
      qualityScore: oneOf('GREEN', 'YELLOW', 'RED', 'UNKNOWN'),
      pacing: oneOf('none', 'release', 'drop'),
      category: oneOf('AUTHENTICATION', 'MARKETING', 'UTILITY'),
      components: list(openObject({ type: STRING })),
    },
  ),
};

/** Answers: templates and their review. */
export const TEMPLATES_VIEWS: Schemas = {
  Template: object({
    id: STRING,
    name: STRING,
    language: STRING,
    category: STRING,
    status: STRING,
    qualityScore: STRING,
    rejectedReason: STRING,
    parameterFormat: oneOf('POSITIONAL', 'NAMED'),
    components: list(FREE, 0),
  }),
};
