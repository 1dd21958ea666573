import { compareTemplates } from '../../../engine/analytics/template-comparison.js';
import { GraphApiError } from '../../../engine/errors/graph-api.error.js';
import { object } from '../../../schemas/shared/json-schema.js';
import { listArgument } from '../routing/graph-call.js';
import { RANGE, rangeOf } from '../analytics/range-arguments.js';
import type { GraphRouter } from '../routing/graph-router.js';
import { unknownNode } from '../../../engine/errors/unknown-node.js';

const COMPARISON = object({ ...RANGE, template_ids: {} });

/** Compares the results of two templates. */
export function comparisonRoutes(router: GraphRouter): void {
  const { state } = router.engine;

  router.on('GET', '/:template/compare', (request) => {
    const template = state.templates.get(request.params.id);
    if (!template) throw unknownNode(request.params.id, 'GET');
    const body = router.bodies.read(request, COMPARISON);
    const [otherId = ''] = listArgument(body['template_ids']);
    const other = state.templates.get(otherId);
    if (!other || other === template) {
      throw new GraphApiError({ code: 100, details: 'Param template_ids must name one other template.' });
    }
    return { data: compareTemplates(state, [template, other], rangeOf(body)) };
  });
}
