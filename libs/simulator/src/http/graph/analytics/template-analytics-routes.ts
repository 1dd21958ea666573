import { templateAnalytics } from '../../../engine/analytics/template-analytics.js';
import { GraphApiError } from '../../../engine/errors/graph-api.error.js';
import { object, oneOf } from '../../../schemas/shared/json-schema.js';
import { checkAccount } from '../routing/check-account.js';
import type { GraphRouter } from '../routing/graph-router.js';
import { page } from '../routing/paging.js';
import { listArgument } from '../routing/graph-call.js';
import { RANGE, rangeOf } from './range-arguments.js';

/** Meta looks back this far, in seconds. */
const LOOKBACK = 90 * 24 * 60 * 60;
const TEMPLATES_MAX = 10;
const ANALYTICS = object(
  { ...RANGE, template_ids: {} },
  { granularity: oneOf('DAILY'), metric_types: {}, product_type: {}, limit: {}, after: {}, before: {} },
);

/** Adds the figures about the messages of templates; insights must have been switched on for the account, once and for all. */
export function templateAnalyticsRoutes(router: GraphRouter): void {
  const { state } = router.engine;

  router.on('GET', '/:waba/template_analytics', (request) => {
    checkAccount(router, request);
    if (!state.settings.insightsEnabled) {
      throw new GraphApiError({
        code: 200007,
        details: 'Post is_enabled_for_insights=true to the account first.',
      });
    }
    const asked = router.bodies.read(request, ANALYTICS);
    const ids = listArgument(asked['template_ids']);
    if (ids.length === 0 || ids.length > TEMPLATES_MAX) {
      throw new GraphApiError({
        code: 100,
        details: `Param template_ids must name 1 to ${TEMPLATES_MAX} templates.`,
      });
    }
    const range = rangeOf(asked);
    if (range.start < state.clock.now() / 1000 - LOOKBACK) {
      throw new GraphApiError({ code: 100, details: 'Param start must be within the last 90 days.' });
    }
    const points = ids.flatMap((id) => {
      const template = state.templates.get(id);
      return template ? templateAnalytics(state, template, range) : [];
    });
    return page(request, [{ granularity: 'DAILY', product_type: 'cloud_api', data_points: points }]);
  });
}
