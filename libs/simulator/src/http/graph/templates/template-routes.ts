import { checkAccount } from '../routing/check-account.js';
import { askedOf } from '../routing/graph-call.js';
import type { GraphRouter } from '../routing/graph-router.js';
import { page } from '../routing/paging.js';
import { unknownNode } from '../../../engine/errors/unknown-node.js';
import { archiveRoutes } from './archive-routes.js';
import { authenticationTemplateRoutes } from './authentication-template-routes.js';
import { comparisonRoutes } from './comparison-routes.js';
import { createTemplate } from './create-template.js';
import { editTemplate } from './edit-template.js';
import { listed, named } from './find-templates.js';
import { libraryRoutes } from './library-routes.js';
import { migrationRoutes } from './migration-routes.js';
import { templateNode, templateSummary } from './template-node.js';

/** The shortest pacing pause before it can be lifted, in milliseconds. */
const UNPAUSE_AFTER_MS = 5 * 60 * 1000;

/** The templates of the account. */
export function templateRoutes(router: GraphRouter): void {
  const { state, reviews } = router.engine;

  router.on('GET', '/:waba/message_templates', (request) => {
    checkAccount(router, request);
    const asked = askedOf(request);
    // A field that does not exist is refused, whatever the filters let through.
    for (const template of state.templates.all.slice(0, 1)) templateNode(template, asked);
    return page(
      request,
      listed(state.templates, request).map((template) => templateNode(template, asked)),
      templateSummary(state.templates),
    );
  });

  router.on('POST', '/:waba/message_templates', (request) => {
    checkAccount(router, request);
    return createTemplate(router, request);
  });

  router.on('DELETE', '/:waba/message_templates', (request) => {
    checkAccount(router, request);
    for (const template of named(state.templates, request)) {
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
    GET: (template, request) => templateNode(template, askedOf(request)),
    POST: (template, request) => editTemplate(router, template, request),
  });

  libraryRoutes(router);
  authenticationTemplateRoutes(router);
  comparisonRoutes(router);
  migrationRoutes(router);
  archiveRoutes(router);
}
