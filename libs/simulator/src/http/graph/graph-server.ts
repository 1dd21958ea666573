import Fastify, { type FastifyError, type FastifyInstance, type FastifyRequest } from 'fastify';
import { GraphApiError } from '../../engine/errors/graph-api.error.js';
import type { SimulatorEngine } from '../../engine/simulator-engine.js';
import type { SimulatorLogger } from '../../common/logger.js';
import type { Authentication } from '../authentication.js';
import { isPagePath } from '../page-routes.js';
import type { WebhookOutbox } from '../webhooks/webhook-outbox.js';
import { DEFAULT_GRAPH_VERSION } from '../../engine/services/message-intake.js';
import { addFormParser, UPLOAD_LIMIT } from './routing/graph-form.js';
import { GraphGate } from './routing/graph-gate.js';
import { addGraphHeaders, challengeOf, traceOf } from './routing/graph-headers.js';
import { GraphRouter, type GraphRouteName } from './routing/graph-router.js';
import { addGraphRoutes } from './graph-routes.js';
import type { RefusedCall } from './routing/refused-call.js';
import { addUploadParser, carriesBytes } from './routing/upload-body.js';
import { pathOf, UNKNOWN_PATH, unknownPath } from './routing/unknown-path.js';

/** The dependencies of the server. */
export interface GraphServerDependencies {
  readonly engine: SimulatorEngine;
  readonly outbox: WebhookOutbox;
  readonly authentication: Authentication;
  readonly logger: SimulatorLogger;
  /** Called for every request that arrives. */
  readonly onRequest: () => void;
  readonly onRefused: (refused: RefusedCall) => void;
}

/** The server, and the Graph calls that it answers. */
export interface GraphServer {
  readonly server: FastifyInstance;
  readonly routes: readonly GraphRouteName[];
}

const BODY_LIMIT = 4 * 1024 * 1024;
const CONTROL = '/simulator';
/** A path that begins with a node's id, or is about a token. */
const WITHOUT_VERSION = /^\/(?:\d+|oauth|debug_token)(?=[/?]|$)/;
/** Several nodes or an edge of each, or several calls, at once; any other GET of the root is the chat page's. */
const SEVERAL = { GET: /^\/(?!simulator)\w*\?(?:.*&)?ids=/, POST: /^\/(?:\?|$)/ };

/** The Graph side: the routes that the simulator has, and Meta's answer to all others. */
export function createGraphServer(dependencies: GraphServerDependencies): GraphServer {
  const { engine, outbox, authentication, logger } = dependencies;
  const server = Fastify({
    logger: false,
    forceCloseConnections: true,
    bodyLimit: BODY_LIMIT,
    routerOptions: { ignoreTrailingSlash: true },
    rewriteUrl: ({ url = '/', method }) => versioned(url, method),
    schemaController: { compilersFactory: { buildValidator: noSchemas, buildSerializer: noSchemas } },
  });

  server.addHook('onRequest', (request, _reply, done) => {
    if (!request.url.startsWith(CONTROL) && !isPagePath(request.url)) dependencies.onRequest();
    done();
  });

  const parseJson = server.getDefaultJsonParser('error', 'error');
  server.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    // Some clients name the type of a body that they do not send, on DELETE for instance.
    if (body === '') done(null, undefined);
    else void parseJson(request, String(body), done);
  });
  server.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'buffer' },
    (request, body, done) =>
      // curl says so of any file that it posts.
      done(null, carriesBytes(request) ? body : Object.fromEntries(new URLSearchParams(String(body)))),
  );
  addFormParser(server);
  addUploadParser(server);
  const gate = new GraphGate(engine.state.faults);
  const router = new GraphRouter(server, engine, outbox, authentication, gate);
  addGraphRoutes(server, router);

  server.setNotFoundHandler((request) => {
    throw unknownPath(request);
  });

  server.setErrorHandler<FastifyError>((thrown, request, reply) => {
    const error = toGraphError(thrown, request, logger);
    if (error.code === UNKNOWN_PATH) {
      logger.warn(`The simulator has no ${request.method} ${pathOf(request)}: answered as an unknown path.`);
    }
    dependencies.onRefused(refusedCall(request, error));
    // What does not reach a route has no headers of Graph yet.
    if (traceOf(reply) === '')
      addGraphHeaders(reply, `v${DEFAULT_GRAPH_VERSION}.0`, engine.state.ids.trace());
    reply
      .status(error.httpStatus)
      .headers({ ...challengeOf(error), ...error.headers })
      .header('content-type', 'application/json; charset=UTF-8')
      .send(error.toBody(traceOf(reply)));
  });

  return { server, routes: router.routes };
}

/**
 * In place of fastify's own compilers: no route gives fastify a schema, and loading what compiles them is a third of the
 * time that a start takes.
 */
function noSchemas(): never {
  throw new Error('Routes of the simulator have no schemas for fastify: check bodies with GraphBodies.');
}

function refusedCall(request: FastifyRequest, error: GraphApiError): RefusedCall {
  const { method, body } = request;
  return { method, path: pathOf(request), error, request: Buffer.isBuffer(body) ? undefined : body };
}

function toGraphError(
  error: FastifyError,
  { headers }: FastifyRequest,
  logger: SimulatorLogger,
): GraphApiError {
  if (error instanceof GraphApiError) return error;
  const status = error.statusCode ?? 500;
  const multipart = headers['content-type']?.startsWith('multipart/') === true;
  if (status < 500 && multipart) {
    const expected = `The form must be multipart/form-data of up to ${UPLOAD_LIMIT} bytes`;
    return new GraphApiError({ code: 100, httpStatus: status, details: `${expected}: ${error.message}` });
  }
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

/** A call that names no Graph version gets the one that is used then; every other URL stays as it is. */
function versioned(url: string, method: string | undefined): string {
  const several = method === 'GET' || method === 'POST' ? SEVERAL[method].test(url) : false;
  return several || WITHOUT_VERSION.test(url) ? `/v${DEFAULT_GRAPH_VERSION}.0${url}` : url;
}
