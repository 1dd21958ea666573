import type { FastifyInstance, FastifyReply } from 'fastify';
import type { SimulatorEngine } from '../../../engine/simulator-engine.js';
import type { Authentication } from '../../authentication.js';
import type { WebhookOutbox } from '../../webhooks/webhook-outbox.js';
import { GraphBodies } from './graph-body.js';
import type { GraphEndpoint, GraphHandler, GraphMethod, GraphRequest, GraphRoute } from './graph-call.js';
import type { GraphGate } from './graph-gate.js';
import { addGraphHeaders } from './graph-headers.js';
import { GraphNodes, type NodeCalls } from './graph-nodes.js';
import { severalNodes } from './several-nodes.js';
import { unknownPath } from './unknown-path.js';

/** A call that the simulator answers: `GET`, `/:waba/message_templates`. */
export interface GraphRouteName {
  readonly method: GraphMethod;
  /** The path below the version; the placeholder of an id names its kind. */
  readonly path: string;
}

/** Any Graph version is served alike. */
const VERSION = /^v\d{1,3}\.\d{1,2}$/;
/** The names of the places of a path for Fastify: the handlers read the ids by these names. */
const PLACES = [':id', ':sub', ':last'];

/** Adds Graph routes: each call has a version and needs a token, and goes through the gate. */
export class GraphRouter {
  readonly bodies = new GraphBodies();
  private readonly names: GraphRouteName[] = [];
  private readonly nodes = new GraphNodes();

  constructor(
    private readonly server: FastifyInstance,
    readonly engine: SimulatorEngine,
    readonly outbox: WebhookOutbox,
    readonly authentication: Authentication,
    private readonly gate: GraphGate,
  ) {
    for (const method of ['GET', 'POST', 'DELETE'] satisfies GraphMethod[]) {
      const call: GraphHandler = (request, reply) =>
        method === 'GET' && 'ids' in request.query
          ? severalNodes(request, reply, request.params.id)
          : this.nodes.call(method, request, reply);
      this.serve(method, '/:id', call, 'any');
    }
  }

  /** Every call that is answered. */
  get routes(): readonly GraphRouteName[] {
    return this.names;
  }

  /** @param path below the version: `/:phone/messages`; the first id is `params.id`, the next `params.sub` */
  on(method: GraphMethod, path: string, handler: GraphHandler, endpoint: GraphEndpoint = 'any'): void {
    this.names.push({ method, path });
    let place = 0;
    const url = path.replace(/:\w+/g, () => PLACES[place++] ?? '');
    this.serve(method, url, handler, endpoint);
  }

  /** Adds a call that needs no token, because it gives one. */
  open(method: GraphMethod, path: string, handler: GraphHandler): void {
    this.names.push({ method, path });
    this.serve(method, path, handler, 'any', false);
  }

  /**
   * Adds a kind of node, which is called by its id alone.
   * @param kind `phone`: the routes' name for such an id
   * @param find the node with an id
   */
  node<T extends object>(kind: string, find: (id: string) => T | undefined, calls: NodeCalls<T>): void {
    for (const method of this.nodes.add(find, calls)) this.names.push({ method, path: `/:${kind}` });
  }

  private serve(
    method: GraphMethod,
    url: string,
    handler: GraphHandler,
    endpoint: GraphEndpoint,
    guarded = true,
  ): void {
    this.server.route<GraphRoute>({
      method,
      url: `/:version${url}`,
      handler: (request, reply) => this.enter(request, reply, handler, endpoint, guarded),
    });
  }

  private enter(
    request: GraphRequest,
    reply: FastifyReply,
    handler: GraphHandler,
    endpoint: GraphEndpoint,
    guarded: boolean,
  ): FastifyReply | Promise<FastifyReply> {
    const { version } = request.params;
    if (!VERSION.test(version)) throw unknownPath(request);
    addGraphHeaders(reply, version, this.engine.state.ids.trace());
    if (guarded) this.authentication.check(request);
    return this.gate.answer(request, reply, endpoint, handler);
  }
}
