import { recordsAt, textAt } from '../../engine/common/is-record.js';
import { GraphApiError } from '../../engine/errors/graph-api.error.js';
import { checkTemplateDefinition } from '../../engine/templates/check-template-definition.js';
import type { TemplateCategory, TemplateDefinition } from '../../engine/templates/template-definition.js';
import { checkAccount } from './account-routes.js';
import { queryText, type GraphRequest } from './graph-call.js';
import type { GraphRouter } from './graph-router.js';
import { page } from './paging.js';
import { selectFields } from './select-fields.js';
import { NEW_TEMPLATE, TEMPLATE_EDIT } from './template-schemas.js';
import { unknownNode } from './unknown-path.js';

const DAY_MS = 24 * 60 * 60 * 1000;
const EDITS = { a30Days: 10, aDay: 1 };
/** How long a pacing pause lasts at least, in milliseconds, before it can be lifted. */
const UNPAUSE_AFTER_MS = 5 * 60 * 1000;
const DEFAULT_FIELDS = ['name', 'parameter_format', 'components', 'language', 'status', 'category'];
/** Filters that take one value or a list of them as JSON, and what they look at. */
const FILTERS = {
  status: 'status',
  category: 'category',
  language: 'language',
  quality_score: 'qualityScore',
} as const;

/** The templates of the account. */
export function templateRoutes(router: GraphRouter): void {
  const { state, reviews } = router.engine;

  router.on('GET', '/:waba/message_templates', (request) => {
    checkAccount(router, request);
    const fields = queryText(request, 'fields');
    return page(
      request,
      state.templates.all.filter((one) => matches(one, request)).map((one) => nodeOf(one, fields)),
    );
  });

  router.on('POST', '/:waba/message_templates', (request) => {
    checkAccount(router, request);
    const body = router.bodies.read(request, NEW_TEMPLATE);
    const [name = '', language = ''] = [textAt(body, 'name'), textAt(body, 'language')];
    const category = categoryOf(body) ?? 'UTILITY';
    const components = recordsAt(body, 'components');
    const ttl = ttlOf(body);
    checkTemplateDefinition(category, components, ttl);
    if (state.templates.find(name, language)) {
      throw new GraphApiError({
        code: 100,
        subcode: 2388024,
        title: 'Content in this language already exists',
        details: `There is already ${language} content for the template "${name}".`,
      });
    }
    const template = state.templates.add({
      name,
      language,
      category,
      components,
      parameterFormat: textAt(body, 'parameter_format')?.toUpperCase() === 'NAMED' ? 'NAMED' : 'POSITIONAL',
      messageSendTtlSeconds: ttl,
    });
    reviews.submit(template);
    return { id: template.id, status: template.status, category };
  });

  router.on('DELETE', '/:waba/message_templates', (request) => {
    checkAccount(router, request);
    for (const template of toDelete(router, request)) {
      state.templates.remove(template);
      state.events.tell({ name: 'templateRemoved', about: template });
    }
    return { success: true };
  });

  router.on('POST', '/:template/unpause', async (request) => {
    const template = state.templates.get(request.params.id);
    if (!template) throw unknownNode(request.params.id, 'POST');
    if (template.status !== 'PAUSED' || state.clock.now() - template.pausedAt < UNPAUSE_AFTER_MS) {
      return {
        success: false,
        reason: 'The template is not paused, or was paused less than five minutes ago.',
      };
    }
    await reviews.decide(template, { decision: 'unpause' });
    return { success: true };
  });

  router.node('template', (id) => state.templates.get(id), {
    GET: (template, request) => nodeOf(template, queryText(request, 'fields')),
    POST: (template, request) => editTemplate(router, template, request),
  });
}

/** Changes a template, which is reviewed again. @throws GraphApiError 100 for too many edits */
function editTemplate(
  router: GraphRouter,
  template: TemplateDefinition,
  request: GraphRequest,
): Readonly<Record<string, unknown>> {
  const { clock } = router.engine.state;
  const body = router.bodies.read(request, TEMPLATE_EDIT);
  const now = clock.now();
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
  checkTemplateDefinition(category, components, ttl);
  template.previousCategory = category === template.category ? template.previousCategory : template.category;
  template.category = category;
  template.components = components;
  template.messageSendTtlSeconds = ttl;
  template.edits.push(now);
  router.engine.reviews.submit(template);
  return { success: true, id: template.id, name: template.name, category };
}

function nodeOf(template: TemplateDefinition, fields: string | undefined): Readonly<Record<string, unknown>> {
  const { id } = template;
  const sendable = template.status === 'APPROVED' ? 'AVAILABLE' : 'BLOCKED';
  const node = {
    id,
    name: template.name,
    language: template.language,
    status: template.status,
    category: template.category,
    previous_category: template.previousCategory,
    parameter_format: template.parameterFormat,
    components: template.components,
    rejected_reason: template.rejectedReason,
    quality_score: { score: template.qualityScore, date: 0 },
    message_send_ttl_seconds: template.messageSendTtlSeconds,
    sub_category: undefined,
    health_status: {
      can_send_message: sendable,
      entities: [{ entity_type: 'MESSAGE_TEMPLATE', id, can_send_message: sendable }],
    },
    library_template_name: undefined,
    last_updated_time: undefined,
    correct_category: undefined,
    cta_url_link_tracking_opted_out: undefined,
  };
  return selectFields(node, 'WhatsAppMessageTemplate', fields, DEFAULT_FIELDS);
}

function matches(template: TemplateDefinition, request: GraphRequest): boolean {
  const [name, content, either] = ['name', 'content', 'name_or_content'].map((key) =>
    queryText(request, key),
  );
  const named = (asked: string) => template.name.includes(asked);
  const says = (asked: string) => JSON.stringify(template.components).includes(asked);
  if (name !== undefined && !named(name)) return false;
  if (content !== undefined && !says(content)) return false;
  if (either !== undefined && !named(either) && !says(either)) return false;
  return Object.entries(FILTERS).every(([key, property]) => {
    const asked = queryText(request, key);
    return asked === undefined || asked.split(/\W+/).includes(template[property]);
  });
}

function toDelete(router: GraphRouter, request: GraphRequest): TemplateDefinition[] {
  const { templates } = router.engine.state;
  const [name, id, ids] = ['name', 'hsm_id', 'hsm_ids'].map((key) => queryText(request, key));
  const found =
    ids === undefined
      ? templates.named(name ?? '').filter((template) => id === undefined || template.id === id)
      : (ids.match(/\d+/g) ?? []).flatMap((each) => templates.get(each) ?? []);
  if (found.length > 0) return found;
  throw new GraphApiError({
    code: 100,
    subcode: 2593002,
    title: 'Message Template Not Found',
    details: 'Name a template by "name", by "name" and "hsm_id", or several by "hsm_ids".',
  });
}

function categoryOf(body: Readonly<Record<string, unknown>>): TemplateCategory | undefined {
  const category = textAt(body, 'category');
  return category === 'AUTHENTICATION' || category === 'MARKETING' || category === 'UTILITY'
    ? category
    : undefined;
}

function ttlOf(body: Readonly<Record<string, unknown>>): number | undefined {
  const ttl = body['message_send_ttl_seconds'];
  return typeof ttl === 'number' ? ttl : undefined;
}
