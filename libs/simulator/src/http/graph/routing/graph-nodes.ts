import type { FastifyReply } from 'fastify';
import type { GraphMethod, GraphRequest } from './graph-call.js';
import { unknownNode } from '../../../engine/errors/unknown-node.js';

/** The calls that a kind of node answers, by method. */
export type NodeCalls<T> = Partial<
  Record<GraphMethod, (node: T, request: GraphRequest, reply: FastifyReply) => unknown>
>;

type Call = (request: GraphRequest, reply: FastifyReply) => unknown;

/** The nodes that are called by their id alone: whatever the simulator has under it. */
export class GraphNodes {
  private readonly kinds: ((id: string, method: GraphMethod) => Call | undefined)[] = [];

  /** @returns the methods that the kind answers */
  add<T extends object>(find: (id: string) => T | undefined, calls: NodeCalls<T>): GraphMethod[] {
    this.kinds.push((id, method) => {
      const call = calls[method];
      const node = call && find(id);
      return node && ((request, reply) => call(node, request, reply));
    });
    return (['GET', 'POST', 'DELETE'] as const).filter((method) => calls[method]);
  }

  /** @throws GraphApiError 100 for an id without a node that answers the method */
  call(method: GraphMethod, request: GraphRequest, reply: FastifyReply): unknown {
    const { id } = request.params;
    for (const kind of this.kinds) {
      const call = kind(id, method);
      if (call) return call(request, reply);
    }
    throw unknownNode(id, method);
  }
}
