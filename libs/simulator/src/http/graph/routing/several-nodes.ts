import type { FastifyReply } from 'fastify';
import { GraphApiError } from '../../../engine/errors/graph-api.error.js';
import { unknownNode } from '../../../engine/errors/unknown-node.js';
import { type GraphRequest, listArgument } from './graph-call.js';
import { unknownPath } from './unknown-path.js';
import { identityOf, ownCall } from './own-call.js';

/** The most nodes that may be read at once. */
const IDS_MAX = 50;

/**
 * Reads the nodes of `?ids=`, or an edge of each; the answer has what is read by the ids, or what the first that cannot be
 * read answers.
 * @param edge `phone_numbers`: what is read of each @default the node itself
 * @throws GraphApiError 100 for too many ids and for one that is none, 2500 without ids
 */
export async function severalNodes(
  request: GraphRequest,
  reply: FastifyReply,
  edge?: string,
): Promise<unknown> {
  const ids = listArgument(request.query['ids']);
  if (ids.length === 0) throw unknownPath(request);
  if (ids.length > IDS_MAX) {
    throw new GraphApiError({
      code: 100,
      title: `Too many IDs. Maximum: ${IDS_MAX}. Provided: ${ids.length}.`,
    });
  }
  const url = new URL(request.url, 'http://graph');
  url.searchParams.delete('ids');
  const below = edge === undefined ? '' : `/${edge}`;
  const nodes: Record<string, unknown> = {};
  for (const id of ids) {
    // No dots lead out of Graph.
    if (/^\.*$/.test(id)) throw unknownNode(id, 'GET');
    const answer = await ownCall(request, {
      method: 'GET',
      path: `/${request.params.version}/${encodeURIComponent(id)}${below}${url.search}`,
      headers: identityOf(request),
    });
    const node: unknown = JSON.parse(answer.body);
    if (answer.status !== 200) return reply.status(answer.status).send(node);
    nodes[id] = node;
  }
  return nodes;
}
