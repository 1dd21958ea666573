import type { FlowReviewResult } from '../../engine/services/flow-reviews.js';
import type { FlowExchangeOrder } from '../api/index.js';
import { BODIES, listOf, ref } from '../schemas/index.js';
import type { ControlRoute } from './control-route.js';

const PARTICIPANT = '/groups/{groupId}/participants/{personId}';

/** The actions of people in groups and flows. */
export const GROUP_ROUTES: readonly ControlRoute[] = [
  {
    method: 'GET',
    path: '/groups',
    tag: 'Groups and flows',
    summary: 'The groups that the business has opened.',
    answer: listOf('Group'),
    handle: ({ control }) => control.groups(),
  },
  {
    method: 'GET',
    path: '/groups/{groupId}/messages',
    tag: 'Groups and flows',
    summary: 'The newest messages in a group, oldest first.',
    query: { limit: { type: 'integer', default: 200 } },
    answer: listOf('Message'),
    handle: ({ control, params, query }) =>
      control.groupMessages(
        params['groupId'] ?? '',
        query['limit'] === undefined ? undefined : Number(query['limit']),
      ),
  },
  {
    method: 'PUT',
    path: PARTICIPANT,
    tag: 'Groups and flows',
    summary: 'Follows the invite link: a person joins, or asks to.',
    answer: ref('Group'),
    handle: ({ control, params }) =>
      control.changeMembership(params['groupId'] ?? '', params['personId'] ?? '', 'join'),
  },
  {
    method: 'DELETE',
    path: PARTICIPANT,
    tag: 'Groups and flows',
    summary: 'A person leaves.',
    answer: ref('Group'),
    handle: ({ control, params }) =>
      control.changeMembership(params['groupId'] ?? '', params['personId'] ?? '', 'leave'),
  },
  {
    method: 'POST',
    path: '/flows/exchange',
    tag: 'Groups and flows',
    summary:
      "Asks a flow's endpoint as WhatsApp does: encrypted and signed. Answers with what it said, decrypted.",
    body: BODIES.flowExchange,
    answer: ref('FlowExchangeResult'),
    handle: ({ control }, order: FlowExchangeOrder) => control.exchangeFlow(order),
  },
  {
    method: 'POST',
    path: '/flows/{flowId}/review',
    tag: 'Groups and flows',
    summary: "Meta's decision about a published flow: blocked, throttled, or well again.",
    body: BODIES.flowReview,
    answer: ref('Flow'),
    handle: ({ control, params }, { status }: { readonly status: FlowReviewResult }) =>
      control.reviewFlow(params['flowId'] ?? '', status),
  },
  {
    method: 'GET',
    path: '/flows/{flowId}/flow.json',
    tag: 'Groups and flows',
    summary: "A flow's JSON.",
    contentType: 'application/json',
    handle: ({ control, params, reply }) =>
      reply.type('application/json').send(control.flowJson(params['flowId'] ?? '')),
  },
];
