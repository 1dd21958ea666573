import { textAt } from '../../../engine/common/is-record.js';
import { GraphApiError } from '../../../engine/errors/graph-api.error.js';
import { missingParameter } from '../../../engine/errors/missing-parameter.js';
import { appOf } from '../apps/app-node.js';
import { queryText, type GraphRequest } from '../routing/graph-call.js';
import type { GraphRouter } from '../routing/graph-router.js';

const BEARER = { token_type: 'bearer' };
/** The announced lifetime of an exchanged token, in seconds: 60 days. */
const LIFETIME = 60 * 24 * 60 * 60;
/** The permissions of the tokens. */
const SCOPES = ['business_management', 'whatsapp_business_management', 'whatsapp_business_messaging'];

/** Gives tokens, the app's own or that of a business which has signed up and given the app a code, and tells about them. */
export function tokenRoutes(router: GraphRouter): void {
  const { usedCodes } = router.engine.state;

  const give = (request: GraphRequest) => {
    const given = (name: string) => textAt(request.body, name) ?? queryText(request, name);
    const [clientId, secret, grant, code] = ['client_id', 'client_secret', 'grant_type', 'code'].map(given);
    const { authentication } = router;
    if (clientId === undefined) throw refusal(101, 'Missing client_id parameter.');
    if (clientId !== router.engine.state.options.appId)
      throw refusal(101, 'Error validating application. Invalid application ID.');
    if (secret === undefined) throw refusal(1, 'Missing client_secret parameter.');
    if (secret !== authentication.appSecret) throw refusal(1, 'Error validating client secret.');
    switch (grant) {
      case 'client_credentials':
        return { access_token: authentication.appToken, ...BEARER };
      case 'fb_exchange_token': {
        const token = given('fb_exchange_token') ?? '';
        if (!authentication.knows(token)) throw new GraphApiError({ code: 190, numbered: false });
        return { access_token: token, ...BEARER, expires_in: LIFETIME };
      }
      case undefined:
      case 'authorization_code':
        break;
      default:
        throw refusal(
          100,
          `Invalid grant_type: '${grant}'. Supported types: authorization_code, client_credentials, fb_exchange_token`,
        );
    }
    if (code === undefined || code === '') throw refusal(1, 'Missing authorization code');
    if (usedCodes.has(code)) {
      throw new GraphApiError({
        code: 100,
        subcode: 36009,
        numbered: false,
        title: 'This authorization code has been used.',
      });
    }
    usedCodes.add(code);
    return { access_token: authentication.businessToken, ...BEARER };
  };
  router.open('GET', '/oauth/access_token', give);
  router.open('POST', '/oauth/access_token', give);

  router.on('GET', '/debug_token', (request) => ({ data: about(router, queryText(request, 'input_token')) }));
}

/** Describes a token as Meta does. @throws GraphApiError 100 without one */
function about(router: GraphRouter, token: string | undefined): Readonly<Record<string, unknown>> {
  if (token === undefined) throw missingParameter('input_token');
  const { authentication, engine } = router;
  if (!authentication.knows(token)) {
    const { code, message } = new GraphApiError({ code: 190, numbered: false });
    return { error: { code, message }, is_valid: false, scopes: [] };
  }
  const { businessAccountId } = engine.state.options;
  const { id, name } = appOf(router);
  return {
    app_id: id,
    type: token === authentication.appToken ? 'APP' : 'SYSTEM_USER',
    application: name,
    // Never.
    expires_at: 0,
    data_access_expires_at: 0,
    is_valid: true,
    scopes: SCOPES,
    granular_scopes: SCOPES.map((scope) => ({ scope, target_ids: [businessAccountId] })),
  };
}

function refusal(code: number, title: string): GraphApiError {
  return new GraphApiError({ code, title, numbered: false });
}
