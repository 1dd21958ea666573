import { BUSINESS, BUSINESS_ID } from '../../engine/account/business.js';
import { unknownNode } from '../../engine/errors/unknown-node.js';
import { accountNode } from './account-node.js';
import { askedOf, queryText, type GraphRequest } from './routing/graph-call.js';
import type { GraphRouter } from './routing/graph-router.js';
import { page } from './routing/paging.js';
import { selectFields } from './routing/select-fields.js';

const NODE = { ...BUSINESS, timezone_id: 0 };
const CHOICE = { type: 'Business', defaults: ['name'] };

/** The business, the accounts that it owns, and those of its clients: it has none of these. */
export function businessRoutes(router: GraphRouter): void {
  const { options, furtherAccounts } = router.engine.state;

  const list = (request: GraphRequest, ids: readonly string[]) => {
    const { id } = request.params;
    if (id !== BUSINESS_ID) throw unknownNode(id, request.method);
    const [wanted, asked] = [queryText(request, 'find'), askedOf(request)];
    // A field that does not exist is refused where there is nothing to show as well.
    accountNode(router, request, asked);
    const found = ids.filter((each) => wanted === undefined || each === wanted);
    return page(
      request,
      found.map((each) => accountNode(router, request, asked, each)),
    );
  };
  router.node('business', (id) => (id === BUSINESS_ID ? NODE : undefined), {
    GET: (business, request) => selectFields(business, askedOf(request), CHOICE),
  });
  router.on('GET', '/:business/owned_whatsapp_business_accounts', (request) =>
    list(request, [options.businessAccountId, ...furtherAccounts.keys()]),
  );
  router.on('GET', '/:business/client_whatsapp_business_accounts', (request) => list(request, []));
}
