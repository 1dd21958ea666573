import { recordsAt } from '../../../engine/common/is-record.js';
import { GraphApiError } from '../../../engine/errors/graph-api.error.js';
import { checkTemplateDefinition } from '../../../engine/templates/check-template-definition.js';
import type { TemplateDefinition } from '../../../engine/templates/template-definition.js';
import type { GraphRequest } from '../routing/graph-call.js';
import type { GraphRouter } from '../routing/graph-router.js';
import { checkSamples } from './check-samples.js';
import { categoryOf, furtherOf, ttlOf } from './template-body.js';
import { TEMPLATE_EDIT } from './template-schemas.js';

const DAY_MS = 24 * 60 * 60 * 1000;
const EDITS = { a30Days: 10, aDay: 1 };

/** Changes a template, which is reviewed again. @throws GraphApiError 100 for too many edits */
export function editTemplate(
  router: GraphRouter,
  template: TemplateDefinition,
  request: GraphRequest,
): Readonly<Record<string, unknown>> {
  const { state, reviews } = router.engine;
  const body = router.bodies.read(request, TEMPLATE_EDIT);
  const now = state.clock.now();
  const within = (ms: number) => template.edits.filter((at) => at > now - ms).length;
  const limited = template.status === 'APPROVED' && within(DAY_MS) >= EDITS.aDay;
  if (limited || within(30 * DAY_MS) >= EDITS.a30Days) {
    throw new GraphApiError({
      code: 100,
      details: 'A template can be edited 10 times in 30 days, an approved one once in 24 hours.',
    });
  }
  const category = categoryOf(body) ?? template.category;
  const components = body['components'] === undefined ? template.components : recordsAt(body, 'components');
  const ttl = ttlOf(body) ?? template.messageSendTtlSeconds;
  checkTemplateDefinition({ ...template, category, messageSendTtlSeconds: ttl }, components);
  checkSamples(state, components);
  template.previousCategory = category === template.category ? template.previousCategory : template.category;
  template.category = category;
  template.components = components;
  template.further = { ...template.further, ...furtherOf(body) };
  template.messageSendTtlSeconds = ttl;
  template.edits.push(now);
  if (body['components'] !== undefined) void reviews.tellComponents(template);
  reviews.submit(template);
  return { success: true, id: template.id, name: template.name, category };
}
