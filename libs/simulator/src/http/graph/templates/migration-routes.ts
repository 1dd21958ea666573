import { textAt } from '../../../engine/common/is-record.js';
import { GraphApiError } from '../../../engine/errors/graph-api.error.js';
import type { SimulatorState } from '../../../engine/state/simulator-state.js';
import type { TemplateDefinition } from '../../../engine/templates/template-definition.js';
import { object, text } from '../../../schemas/shared/json-schema.js';
import { checkAccount } from '../routing/check-account.js';
import { listArgument } from '../routing/graph-call.js';
import type { GraphRouter } from '../routing/graph-router.js';

const DEFAULT_COUNT = 200;
const MIGRATION = object(
  { source_waba_id: text() },
  {
    page_number: { type: 'integer', minimum: 0 },
    count: { type: 'integer', minimum: 1, maximum: 500 },
    template_ids: {},
  },
);

/** Takes templates over from a further account of the same business: approved ones, if their quality is not known to be bad. */
export function migrationRoutes(router: GraphRouter): void {
  const { state } = router.engine;

  router.on('POST', '/:waba/migrate_message_templates', (request) => {
    checkAccount(router, request);
    const body = router.bodies.read(request, MIGRATION);
    const source = state.furtherAccounts.get(textAt(body, 'source_waba_id') ?? '');
    if (!source) {
      throw new GraphApiError({
        code: 100,
        details: 'Param source_waba_id must be another account of the same business.',
      });
    }
    const asked = listArgument(body['template_ids']);
    const all = source.all.filter(({ id }) => asked.length === 0 || asked.includes(id));
    const count = Number(body['count'] ?? DEFAULT_COUNT);
    const first = Number(body['page_number'] ?? 0) * count;
    const migrated: string[] = [];
    const failed: Record<string, string> = {};
    for (const template of all.slice(first, first + count)) {
      const problem = problemOf(state, template);
      if (problem === undefined) {
        take(state, template);
        migrated.push(template.id);
      } else failed[template.id] = problem;
    }
    return { migrated_templates: migrated, failed_templates: failed };
  });
}

function problemOf(
  { templates }: SimulatorState,
  { name, language, status, qualityScore }: TemplateDefinition,
): string | undefined {
  if (status !== 'APPROVED') return 'Only approved templates can be migrated.';
  if (qualityScore !== 'GREEN' && qualityScore !== 'UNKNOWN')
    return 'The quality of the template is too low.';
  return templates.find(name, language) ? 'A template of this name and language already exists.' : undefined;
}

function take({ templates, events }: SimulatorState, template: TemplateDefinition): void {
  const { name, language, category, components, parameterFormat, messageSendTtlSeconds } = template;
  const about = templates.add({
    name,
    language,
    category,
    components,
    parameterFormat,
    messageSendTtlSeconds,
  });
  events.tell({ name: 'template', about });
}
