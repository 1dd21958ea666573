import { conversationOf, type Conversation } from '../../engine/conversations/conversation.js';
import { recordsAt, textAt } from '../../engine/common/is-record.js';
import { GraphApiError } from '../../engine/errors/graph-api.error.js';
import { userAddress, waIdAddress } from '../../engine/messages/recipient-address.js';
import type { Person } from '../../engine/people/person.js';
import { list, object, openObject, STRING } from '../../schemas/shared/json-schema.js';
import { askedOf, type GraphRequest } from './routing/graph-call.js';
import { traceOf } from './routing/graph-headers.js';
import type { GraphRouter } from './routing/graph-router.js';
import { page } from './routing/paging.js';
import { selectFields } from './routing/select-fields.js';

const USERS = object({
  messaging_product: { const: 'whatsapp' },
  block_users: list(openObject({}, { user: STRING, user_id: STRING }), 1, 1000),
});

const CHOICE = {
  type: 'WhatsAppBlockedUser',
  defaults: ['messaging_product', 'wa_id', 'user_id'],
  always: [],
};
const [USER, USER_ID] = ["block_users['user']", "block_users['user_id']"];

interface User {
  readonly input: string;
  readonly person: Person;
  readonly conversation: Conversation;
}

/** The block list of a number: only who has written within 24 hours can be put on it. */
export function blockRoutes(router: GraphRouter): void {
  const { state } = router.engine;
  const path = '/:phone/block_users';

  router.on('GET', path, (request) => {
    const { number } = state.phoneNumbers.get(request.params.id, 'GET');
    const asked = askedOf(request);
    const blocked = state.people
      .list(Infinity)
      .filter((person) => person.conversations.get(number.id)?.blockedByBusiness === true);
    return page(
      request,
      blocked.map(({ waId, userId }) =>
        selectFields({ messaging_product: 'whatsapp', wa_id: waId, user_id: userId }, asked, CHOICE),
      ),
    );
  });

  router.on('POST', path, (request, reply) => {
    const [added, failed]: [User[], User[]] = [[], []];
    const now = state.clock.now();
    for (const user of usersOf(router, request)) {
      const wrote = user.conversation.windowUntil > now || !state.rules.customerServiceWindow;
      (wrote ? added : failed).push(user);
      if (wrote) block(router, user, true);
    }
    const block_users = {
      added_users: added.map(shown),
      ...(failed.length === 0
        ? {}
        : { failed_users: failed.map((user) => ({ ...shown(user), errors: [NOT_LATELY] })) }),
    };
    if (failed.length === 0) return { messaging_product: 'whatsapp', block_users };
    // A partial success is an error with a useful body.
    const error = new GraphApiError({ code: 139100, details: 'Some users could not be blocked.' });
    return reply
      .status(400)
      .send({ messaging_product: 'whatsapp', block_users, ...error.toBody(traceOf(reply)) });
  });

  router.on('DELETE', path, (request) => {
    const users = usersOf(router, request);
    for (const user of users) block(router, user, false);
    return { messaging_product: 'whatsapp', block_users: { removed_users: users.map(shown) } };
  });
}

const NOT_LATELY = {
  message: '(#131047) Re-engagement required',
  code: 131047,
  error_data: { details: 'Only users who have messaged the business in the last 24 hours can be blocked.' },
};

function usersOf(router: GraphRouter, request: GraphRequest): User[] {
  const { phoneNumbers, people } = router.engine.state;
  const entry = phoneNumbers.get(request.params.id, request.method);
  const body = router.bodies.read(request, USERS);
  // All are read before anybody is met by it.
  const users = recordsAt(body, 'block_users').map((user) => {
    const userId = textAt(user, 'user_id');
    const input = userId ?? textAt(user, 'user') ?? '';
    if (input === '' || input.includes('.ENT.')) {
      throw new GraphApiError({
        code: 131009,
        details: "Param block_users: each needs a 'user' or a 'user_id'.",
      });
    }
    const address =
      userId === undefined ? waIdAddress(input, entry, people, USER) : userAddress(input, USER_ID);
    return { input, address };
  });
  return users.map(({ input, address }) => {
    const person = people.at(address);
    return { input, person, conversation: conversationOf(person, entry.number.id) };
  });
}

function block(router: GraphRouter, { person, conversation }: User, blocked: boolean): void {
  conversation.blockedByBusiness = blocked;
  router.engine.state.events.tell({ name: 'person', about: person });
}

function shown({ input, person }: User): Readonly<Record<string, unknown>> {
  return { input, ...(person.waId === undefined ? {} : { wa_id: person.waId }), user_id: person.userId };
}
