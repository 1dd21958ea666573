import { textAt } from '../../../engine/common/is-record.js';
import { USERNAME_PATTERN, UsernameBook } from '../../../engine/usernames/username-book.js';
import { object, oneOf, STRING } from '../../../schemas/shared/json-schema.js';
import type { GraphRequest } from '../routing/graph-call.js';
import type { GraphRouter } from '../routing/graph-router.js';

const USERNAME = object(
  { username: { type: 'string', pattern: USERNAME_PATTERN } },
  { transfer_action: oneOf('none', 'force_transfer'), messaging_product: STRING },
);

/** The usernames of business numbers. */
export function usernameRoutes(router: GraphRouter): void {
  const { state } = router.engine;
  const usernames = new UsernameBook(state);
  const entryOf = ({ params, method }: GraphRequest) => state.phoneNumbers.get(params.id, method);
  const tell = (request: GraphRequest, status: string, username?: string) => {
    const { number, digits } = entryOf(request);
    void router.outbox.send({
      field: 'business_username_update',
      phoneNumberId: number.id,
      value: { display_phone_number: digits, ...(username === undefined ? {} : { username }), status },
      summary: `username: ${status}`,
    });
  };

  router.on('GET', '/:phone/username', (request) => {
    const { username } = state.settings.of(entryOf(request).number.id);
    return username === undefined ? {} : { username, status: 'approved' };
  });

  router.on('POST', '/:phone/username', (request) => {
    const { number } = entryOf(request);
    const body = router.bodies.read(request, USERNAME);
    const username = textAt(body, 'username') ?? '';
    usernames.claim(number.id, username, body['transfer_action'] === 'force_transfer');
    tell(request, 'approved', username);
    return { status: 'approved' };
  });

  router.on('DELETE', '/:phone/username', (request) => {
    state.settings.of(entryOf(request).number.id).username = undefined;
    tell(request, 'deleted');
    return { success: true };
  });

  router.on('GET', '/:phone/username_suggestions', (request) => ({
    data: [{ username_suggestions: usernames.suggestions(entryOf(request).number.id) }],
  }));
}
