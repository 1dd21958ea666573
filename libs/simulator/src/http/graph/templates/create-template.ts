import { recordsAt, textAt } from '../../../engine/common/is-record.js';
import { GraphApiError } from '../../../engine/errors/graph-api.error.js';
import { checkTemplateDefinition } from '../../../engine/templates/check-template-definition.js';
import type { GraphRequest } from '../routing/graph-call.js';
import type { GraphRouter } from '../routing/graph-router.js';
import { checkSamples } from './check-samples.js';
import { fromLibrary } from './from-library.js';
import { categoryOf, furtherOf, ttlOf } from './template-body.js';
import { NEW_TEMPLATE } from './template-schemas.js';

/**
 * Adds a template and takes it for review; one from Meta's library is approved as it is.
 * @throws GraphApiError 100, 131008 or 131009
 */
export function createTemplate(
  router: GraphRouter,
  request: GraphRequest,
): Readonly<Record<string, unknown>> {
  const { state, reviews } = router.engine;
  const body = router.bodies.read(request, NEW_TEMPLATE);
  const [name = '', language = ''] = [textAt(body, 'name'), textAt(body, 'language')];
  const libraryTemplateName = textAt(body, 'library_template_name');
  const category = categoryOf(body) ?? 'UTILITY';
  const components =
    libraryTemplateName === undefined
      ? recordsAt(body, 'components')
      : fromLibrary(libraryTemplateName, language, category, body);
  const messageSendTtlSeconds = ttlOf(body);
  const parameterFormat = body['parameter_format'] === 'NAMED' ? 'NAMED' : 'POSITIONAL';
  checkTemplateDefinition(
    { category, parameterFormat, messageSendTtlSeconds, libraryTemplateName },
    components,
  );
  checkSamples(state, components);
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
    parameterFormat,
    messageSendTtlSeconds,
    libraryTemplateName,
    further: furtherOf(body),
  });
  if (libraryTemplateName === undefined) reviews.submit(template);
  else state.events.tell({ name: 'template', about: template });
  return { id: template.id, status: template.status, category };
}
