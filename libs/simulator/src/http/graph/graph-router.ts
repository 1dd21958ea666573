import type { FastifyInstance, FastifyReply } from 'fastify';
import type { SimulatorEngine } from '../../engine/simulator-engine.js';
import type { Authentication } from '../authentication.js';
import type { WebhookOutbox } from '../webhooks/webhook-outbox.js';
import type { GraphEndpoint, GraphHandler, GraphRequest, GraphRoute } from './graph-call.js';
import { GraphBodies } from './graph-body.js';
import type { GraphGate } from './graph-gate.js';
import { unknownPath } from './unknown-path.js';

type Method = 'GET' | 'POST' | 'DELETE';

/** Any Graph version is served alike. */
const VERSION = /^v\d{1,3}\.\d{1,2}$/;

/** Adds Graph routes: each call needs a version and a token, and goes through the gate. */
export class GraphRouter {
  readonly bodies = new GraphBodies();

  constructor(
    private readonly server: FastifyInstance,
    readonly engine: SimulatorEngine,
    readonly outbox: WebhookOutbox,
    readonly authentication: Authentication,
    private readonly gate: GraphGate,
  ) {}

  /** @param path below the version: `/:id/messages` */
  on(method: Method, path: string, handler: GraphHandler, endpoint: GraphEndpoint = 'any'): void {
    this.server.route<GraphRoute>({
      method,
      url: `/:version${path}`,
      handler: (request, reply) => this.enter(request, reply, handler, endpoint),
    });
  }

  private enter(
    request: GraphRequest,
    reply: FastifyReply,
    handler: GraphHandler,
    endpoint: GraphEndpoint,
  ): FastifyReply | Promise<FastifyReply> {
    if (!VERSION.test(request.params.version)) throw unknownPath(request);
    this.authentication.check(request);
    return this.gate.answer(request, reply, endpoint, handler);
  }
}
