import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { GraphApiError } from '../engine/errors/graph-api.error.js';
import type { ToolAccess } from '../http/access/tool-access.js';
import { ControlError } from './features/control.error.js';
import { docsPage } from './openapi/docs-page.js';
import { openapiDocument } from './openapi/openapi-document.js';
import { CLOCK_ROUTES } from './routes/clock-routes.js';
import type { ControlRoute } from './routes/control-route.js';
import { EVENT_ROUTE } from './routes/event-stream.js';
import { FAULT_ROUTES } from './routes/fault-routes.js';
import { GROUP_ROUTES } from './routes/group-routes.js';
import { PEOPLE_ROUTES } from './routes/people-routes.js';
import { STATE_ROUTES } from './routes/state-routes.js';
import { TEMPLATE_ROUTES } from './routes/template-routes.js';
import { WEBHOOK_ROUTES } from './routes/webhook-routes.js';
import { SchemaChecker } from './schemas/schema-checker.js';
import type { SimulatorControl } from './features/simulator-control.js';

/** All routes below `/simulator`, but for the document about them. */
export const CONTROL_ROUTES: readonly ControlRoute[] = [
  ...PEOPLE_ROUTES,
  ...STATE_ROUTES,
  ...CLOCK_ROUTES,
  ...FAULT_ROUTES,
  ...TEMPLATE_ROUTES,
  ...WEBHOOK_ROUTES,
  ...GROUP_ROUTES,
  EVENT_ROUTE,
];

/** An imported state holds files, so that it may be large; in bytes. */
const BODY_LIMIT = 512 * 1024 * 1024;

/** Adds the control API to a server. */
export function addControlRoutes(
  server: FastifyInstance,
  control: SimulatorControl,
  { guardControl }: ToolAccess,
): void {
  const bodies = new SchemaChecker();
  for (const definition of [...CONTROL_ROUTES, ...documentRoutes()]) {
    server.route<{ Params: Record<string, string>; Querystring: Record<string, string> }>({
      method: definition.method,
      bodyLimit: BODY_LIMIT,
      onRequest: guardControl,
      url: `/simulator${definition.path.replaceAll(/\{(\w+)\}/g, ':$1')}`,
      handler: async (request, reply) => {
        checkBody(bodies, definition, request.body);
        const { params, query, body, headers } = request;
        const answer: unknown = await definition.handle({ control, params, query, headers, reply }, body);
        if (answer === reply) return reply;
        return answer === undefined ? reply.status(204).send() : reply.send(answer);
      },
      errorHandler: (error, _request, reply) => {
        refuse(error, reply);
      },
    });
  }
}

function documentRoutes(): ControlRoute[] {
  const common = { method: 'GET', tag: 'Simulator' } as const;
  return [
    {
      ...common,
      path: '/openapi.json',
      summary: 'This API as an OpenAPI document.',
      handle: ({ reply }) => reply.send(openapiDocument(CONTROL_ROUTES, originOf(reply.request))),
    },
    {
      ...common,
      path: '/docs',
      summary: 'This API for people to read.',
      handle: ({ reply, query: { token } }) =>
        reply.type('text/html; charset=utf-8').send(docsPage(CONTROL_ROUTES, token)),
    },
  ];
}

function originOf({ protocol, host }: FastifyRequest): string {
  return `${protocol}://${host}`;
}

/** @throws ControlError that names what is wrong */
function checkBody(bodies: SchemaChecker, { body: schema }: ControlRoute, body: unknown): void {
  const problem = schema && bodies.problem(schema, body, 'body');
  if (problem !== undefined) throw new ControlError(`The body is not right: ${problem}.`);
}

function refuse(error: Error & { readonly statusCode?: number }, reply: FastifyReply): void {
  const status =
    error instanceof ControlError ? error.status : error instanceof GraphApiError ? 400 : error.statusCode;
  void reply.status(status ?? 500).send({ error: error.message });
}
