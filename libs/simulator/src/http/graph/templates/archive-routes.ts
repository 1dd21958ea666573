import { GraphApiError } from '../../../engine/errors/graph-api.error.js';
import type { TemplateDefinition } from '../../../engine/templates/template-definition.js';
import { object } from '../../../schemas/shared/json-schema.js';
import { checkAccount } from '../routing/check-account.js';
import { type GraphRequest, listArgument } from '../routing/graph-call.js';
import type { GraphRouter } from '../routing/graph-router.js';

/** Meta's page says `template_ids`, some clients `hsm_ids`, as where templates are deleted. */
const TEMPLATES = object({}, { template_ids: {}, hsm_ids: {} });
/** The most templates that can be deleted at once. */
const MAX = 100;

type Change = (template: TemplateDefinition) => string | undefined;

/** Puts templates away and takes them out again; at Meta on a second host, whose paths have no version: such paths are taken here too. */
export function archiveRoutes(router: GraphRouter): void {
  const { reviews } = router.engine;

  router.on('POST', '/:waba/message_templates/archive', (request) => {
    const [archived_templates, failed_templates] = changeAll(router, request, (template) => {
      if (template.status === 'ARCHIVED') return 'The template is archived already.';
      void reviews.archive(template);
      return undefined;
    });
    return { archived_templates, failed_templates };
  });

  router.on('POST', '/:waba/message_templates/unarchive', (request) => {
    const [unarchived_templates, failed_templates] = changeAll(router, request, (template) => {
      if (template.status !== 'ARCHIVED') return 'The template is not archived.';
      void reviews.unarchive(template);
      return undefined;
    });
    return { unarchived_templates, failed_templates };
  });
}

/** @returns the ids of the changed ones, and the reasons why others were not */
function changeAll(
  router: GraphRouter,
  request: GraphRequest,
  change: Change,
): [string[], Readonly<Record<string, string>>] {
  checkAccount(router, request);
  const body = router.bodies.read(request, TEMPLATES);
  const ids = listArgument(body['template_ids'] ?? body['hsm_ids']);
  if (ids.length === 0 || ids.length > MAX) {
    throw new GraphApiError({ code: 100, details: `Param template_ids must name 1 to ${MAX} templates.` });
  }
  const [changed, failed]: [string[], Record<string, string>] = [[], {}];
  for (const id of ids) {
    const template = router.engine.state.templates.get(id);
    const problem = template ? change(template) : 'There is no such template.';
    if (problem === undefined) changed.push(id);
    else failed[id] = problem;
  }
  return [changed, failed];
}
