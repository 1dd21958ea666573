import { GraphApiError } from '../../../engine/errors/graph-api.error.js';
import { object, oneOf, STRING } from '../../../schemas/shared/json-schema.js';
import { askedOf, type GraphRequest } from '../routing/graph-call.js';
import type { GraphRouter } from '../routing/graph-router.js';
import { selectFields } from '../routing/select-fields.js';

const APPLICATION = object(
  { action: oneOf('SUBMIT_APPLICATION', 'WITHDRAW_APPLICATION', 'RESUBMIT_APPLICATION') },
  {
    application_data: object(
      {},
      {
        business_name: { type: 'string', maxLength: 255 },
        business_description: { type: 'string', maxLength: 1000 },
        website_url: STRING,
        contact_email: STRING,
      },
    ),
  },
);
const CHOICE = { type: 'OfficialBusinessAccount', defaults: ['oba_status', 'status_message'] };
const MESSAGES: Readonly<Record<string, string>> = {
  PENDING: 'The application is waiting for a review.',
  CANCELLED: 'The application has been withdrawn.',
};

/** Applications for the badge of an official business account; nobody reviews them here. */
export function officialAccountRoutes(router: GraphRouter): void {
  const { state } = router.engine;
  const path = '/:phone/official_business_account';
  const settingsOf = ({ params, method }: GraphRequest) =>
    state.settings.of(state.phoneNumbers.get(params.id, method).number.id);
  router.on('GET', path, (request) => {
    const { officialAccount } = settingsOf(request);
    if (officialAccount !== undefined) {
      return selectFields({ ...shown(request.params.id, officialAccount) }, askedOf(request), CHOICE);
    }
    throw new GraphApiError({ code: 100, details: 'There has been no application for this number.' });
  });

  router.on('POST', path, (request) => {
    const settings = settingsOf(request);
    const withdraws = router.bodies.read(request, APPLICATION)['action'] === 'WITHDRAW_APPLICATION';
    if (withdraws !== (settings.officialAccount === 'PENDING')) {
      const problem = withdraws ? 'There is no application to withdraw.' : 'There is an application already.';
      throw new GraphApiError({ code: 100, details: `Param action: ${problem}` });
    }
    const status = withdraws ? 'CANCELLED' : 'PENDING';
    settings.officialAccount = status;
    const updated_status = shown(request.params.id, status);
    return { success: true, message: updated_status.status_message, updated_status };
  });
}

function shown(id: string, status: string) {
  return { id, oba_status: status, status_message: MESSAGES[status] ?? status };
}
