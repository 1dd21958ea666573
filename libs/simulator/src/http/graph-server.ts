import Fastify, { type FastifyError, type FastifyInstance, type FastifyRequest } from 'fastify';
import { GraphApiError } from '../engine/graph-api.error.js';
import { createTraceId } from '../engine/ids.js';
import type { MessageEndpoint } from '../engine/message-request.js';
import { phoneNumberNode } from '../engine/phone-number-node.js';
import type { SimulatorEngine } from '../engine/simulator-engine.js';
import type { SimulatorLogger } from '../logger.js';
import type { Authentication } from './authentication.js';

/** What the server needs. */
export interface GraphServerDependencies {
  readonly engine: SimulatorEngine;
  readonly authentication: Authentication;
  readonly logger: SimulatorLogger;
  /** Told of every request that arrives. */
  readonly onRequest: () => void;
}

interface NodeRoute {
  Params: { readonly version: string; readonly id: string };
  Querystring: Record<string, unknown>;
}

/** Any Graph version is served alike. */
const VERSION = /^v\d{1,3}\.\d{1,2}$/;
const BODY_LIMIT = 4 * 1024 * 1024;

/** The Graph side: the routes that the simulator has, and Meta's answer to all others. */
export function createGraphServer(dependencies: GraphServerDependencies): FastifyInstance {
  const { engine, authentication, logger } = dependencies;
  const server = Fastify({ logger: false, forceCloseConnections: true, bodyLimit: BODY_LIMIT });

  server.addHook('onRequest', (_request, _reply, done) => {
    dependencies.onRequest();
    done();
  });

  const enter = (request: FastifyRequest<NodeRoute>) => {
    if (!VERSION.test(request.params.version)) throw unknownPath(request, logger);
    authentication.check(request);
  };

  for (const endpoint of ['messages', 'marketing_messages'] satisfies MessageEndpoint[]) {
    server.post<NodeRoute>(`/:version/:id/${endpoint}`, (request, reply) => {
      enter(request);
      reply.send(engine.post(request.params.id, endpoint, request.body));
    });
  }

  server.get<NodeRoute>('/:version/:id', (request, reply) => {
    enter(request);
    const { fields } = request.query;
    const entry = engine.phoneNumbers.get(request.params.id, 'GET');
    reply.send(phoneNumberNode(entry, typeof fields === 'string' ? fields : undefined));
  });

  server.setNotFoundHandler((request) => {
    throw unknownPath(request, logger);
  });

  server.setErrorHandler<FastifyError>((error, _request, reply) => {
    const graphError = toGraphError(error, logger);
    reply
      .status(graphError.httpStatus)
      .headers(graphError.headers)
      .header('content-type', 'application/json; charset=UTF-8')
      .send(graphError.toBody(createTraceId()));
  });

  return server;
}

function unknownPath(request: FastifyRequest, logger: SimulatorLogger): GraphApiError {
  const path = request.url.split('?', 1)[0] ?? '/';
  logger.warn(`The simulator has no ${request.method} ${path}: answered as an unknown path.`);
  return new GraphApiError({
    code: 2500,
    numbered: false,
    title: `Unknown path components: ${path.replace(/^\/v\d+\.\d+(?=\/)/, '')}`,
  });
}

function toGraphError(error: FastifyError, logger: SimulatorLogger): GraphApiError {
  if (error instanceof GraphApiError) return error;
  const status = error.statusCode ?? 500;
  if (status < 500) {
    return new GraphApiError({
      code: 100,
      httpStatus: status,
      details: `The request body must be JSON (application/json, up to ${BODY_LIMIT} bytes): ${error.message}`,
    });
  }
  logger.warn(`The simulator failed: ${error.stack ?? error.message}`);
  return new GraphApiError({ code: 1, httpStatus: 500, title: 'An unknown error occurred' });
}
