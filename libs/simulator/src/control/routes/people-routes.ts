import type { SimulatedPerson } from '../../engine/people/person.js';
import { ACTION } from '../schemas/action-schema.js';
import { BODIES, listOf, ref } from '../schemas/index.js';
import type { ControlAction } from '../features/control-action.js';
import type { ControlRoute } from './control-route.js';

/** People, what they say and what they do. */
export const PEOPLE_ROUTES: readonly ControlRoute[] = [
  {
    method: 'GET',
    path: '/people',
    tag: 'People',
    summary: 'Everybody: the known ones first, then the strangers that were written to last.',
    answer: listOf('Person'),
    handle: ({ control }) => control.people(),
  },
  {
    method: 'POST',
    path: '/people',
    tag: 'People',
    summary: 'Adds a person.',
    body: BODIES.newPerson,
    answer: ref('Person'),
    handle: ({ control }, body: SimulatedPerson) => control.addPerson(body),
  },
  {
    method: 'GET',
    path: '/people/{personId}',
    tag: 'People',
    summary: 'One person, by user id or phone number.',
    answer: ref('Person'),
    handle: ({ control, params }) => control.person(params['personId'] ?? ''),
  },
  {
    method: 'PATCH',
    path: '/people/{personId}',
    tag: 'People',
    summary: 'Goes online or offline, switches read receipts, takes another device, …',
    body: BODIES.personChanges,
    answer: ref('Person'),
    handle: ({ control, params }, body: SimulatedPerson) =>
      control.updatePerson(params['personId'] ?? '', body),
  },
  {
    method: 'DELETE',
    path: '/people/{personId}',
    tag: 'People',
    summary: 'Removes a person.',
    handle: ({ control, params }) => control.removePerson(params['personId'] ?? ''),
  },
  {
    method: 'GET',
    path: '/people/{personId}/messages',
    tag: 'Conversations',
    summary: 'The newest messages with a person, oldest first.',
    query: { phoneNumberId: { type: 'string' }, limit: { type: 'integer', default: 200 } },
    answer: listOf('Message'),
    handle: ({ control, params, query }) => {
      const { phoneNumberId, limit } = query;
      return control.messages(params['personId'] ?? '', {
        ...(phoneNumberId === undefined ? {} : { phoneNumberId }),
        ...(limit === undefined ? {} : { limit: Number(limit) }),
      });
    },
  },
  {
    method: 'POST',
    path: '/people/{personId}/actions',
    tag: 'Conversations',
    summary: 'Lets a person act: write, press, choose, fill in, react, edit, take back, call, opt out, …',
    body: ACTION,
    answer: ref('ActionResult'),
    handle: ({ control, params }, body: ControlAction) => control.act(params['personId'] ?? '', body),
  },
  {
    method: 'GET',
    path: '/calls',
    tag: 'Conversations',
    summary: 'The newest calls between people and the business, oldest first.',
    answer: listOf('Call'),
    handle: ({ control }) => control.calls(),
  },
  {
    method: 'GET',
    path: '/messages/{messageId}',
    tag: 'Conversations',
    summary: 'One message.',
    answer: ref('Message'),
    handle: ({ control, params }) => control.message(params['messageId'] ?? ''),
  },
];
