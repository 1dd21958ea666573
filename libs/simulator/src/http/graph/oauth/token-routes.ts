import { GraphApiError } from '../../../engine/errors/graph-api.error.js';
import { queryText } from '../graph-call.js';
import type { GraphRouter } from '../graph-router.js';

const BEARER = { token_type: 'bearer' };
/** How long an exchanged token is said to live, in seconds: 60 days. */
const LIFETIME = 60 * 24 * 60 * 60;

/** Gives tokens: the app's own, or that of a business which has signed up and given the app a code. */
export function tokenRoutes(router: GraphRouter): void {
  const used = new Set<string>();

  router.open('GET', '/oauth/access_token', (request) => {
    const [clientId, secret, grant, code] = ['client_id', 'client_secret', 'grant_type', 'code'].map((name) =>
      queryText(request, name),
    );
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
        const token = queryText(request, 'fb_exchange_token') ?? '';
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
    if (used.has(code)) {
      throw new GraphApiError({
        code: 100,
        subcode: 36009,
        numbered: false,
        title: 'This authorization code has been used.',
      });
    }
    used.add(code);
    return { access_token: authentication.businessToken, ...BEARER };
  });
}

function refusal(code: number, title: string): GraphApiError {
  return new GraphApiError({ code, title, numbered: false });
}
