import { recordsAt, textAt } from '../../../engine/common/is-record.js';
import { GraphApiError } from '../../../engine/errors/graph-api.error.js';
import type { SimulatorState } from '../../../engine/state/simulator-state.js';
import { checkTemplateDefinition } from '../../../engine/templates/check-template-definition.js';
import type { TemplateDefinition } from '../../../engine/templates/template-definition.js';
import type { Part } from '../../../engine/templates/template-parts.js';
import { list, openObject, text } from '../../../schemas/shared/json-schema.js';
import { checkAccount } from '../routing/check-account.js';
import { queryText, type GraphRequest } from '../routing/graph-call.js';
import type { GraphRouter } from '../routing/graph-router.js';
import { COMPONENT, TEMPLATE_NAME, TTL_SECONDS } from './template-schemas.js';
import { ttlOf } from './template-body.js';

const UPSERT = openObject(
  {
    name: TEMPLATE_NAME,
    category: { const: 'AUTHENTICATION' },
    components: list(COMPONENT),
    languages: list(text()),
  },
  { message_send_ttl_seconds: TTL_SECONDS },
);

/** Codes are the same in every language: their templates are made for several languages at once, and shown before. */
export function authenticationTemplateRoutes(router: GraphRouter): void {
  const { state, reviews } = router.engine;

  router.on('POST', '/:waba/upsert_message_templates', (request) => {
    checkAccount(router, request);
    const body = router.bodies.read(request, UPSERT);
    const components = recordsAt(body, 'components');
    const ttl = ttlOf(body);
    checkTemplateDefinition(
      {
        category: 'AUTHENTICATION',
        parameterFormat: 'POSITIONAL',
        messageSendTtlSeconds: ttl,
        libraryTemplateName: undefined,
      },
      components,
    );
    const languages = body['languages'];
    return {
      data: (Array.isArray(languages) ? languages.map(String) : []).map((language) => {
        const template = put(state, textAt(body, 'name') ?? '', language, components);
        template.messageSendTtlSeconds = ttl;
        reviews.submit(template);
        return { id: template.id, status: template.status, language };
      }),
    };
  });

  router.on('GET', '/:waba/message_template_previews', (request) => {
    checkAccount(router, request);
    if (queryText(request, 'category') !== 'AUTHENTICATION') {
      throw new GraphApiError({ code: 100, details: 'Param category must be AUTHENTICATION.' });
    }
    return { data: languagesOf(request).map((language) => preview(language, request)) };
  });
}

function put(
  { templates }: SimulatorState,
  name: string,
  language: string,
  components: readonly Part[],
): TemplateDefinition {
  const known = templates.find(name, language);
  if (!known) return templates.add({ name, language, category: 'AUTHENTICATION', components });
  known.components = components;
  return known;
}

function languagesOf(request: GraphRequest): string[] {
  const asked = (queryText(request, 'languages') ?? queryText(request, 'language') ?? '').match(
    /[a-z]{2,3}(?:_[A-Za-z]{2,4})?/g,
  );
  return asked ?? ['en_US'];
}

/** The words are Meta's to choose; these are English in every language. */
function preview(language: string, request: GraphRequest): Part {
  const advice =
    queryText(request, 'add_security_recommendation') === 'true'
      ? ' For your security, do not share it.'
      : '';
  const minutes = queryText(request, 'code_expiration_minutes');
  return {
    language,
    body: `*{{1}}* is your verification code.${advice}`,
    ...(minutes === undefined ? {} : { footer: `Expires in ${minutes} minutes.` }),
    buttons: [{ type: 'OTP', text: 'Copy code', autofill_text: 'Autofill' }],
  };
}
