import type { JsonSchema } from '../../schemas/shared/json-schema.js';
import type { ControlRoute } from '../routes/control-route.js';
import { ref, VIEWS } from '../schemas/index.js';

/** The OpenAPI document of the control API, written from its routes. */
export function openapiDocument(
  routes: readonly ControlRoute[],
  url: string,
): Readonly<Record<string, unknown>> {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const route of routes) {
    const path = `/simulator${route.path}`;
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operation(route) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'WhatsApp simulator: control API',
      version: '1',
      description:
        'People, conversations, faults, rules, clock and webhook log of a running simulator. ' +
        'The Graph API that it simulates is beside it, under /v24.0 and every other version. ' +
        'Where other machines reach the simulator, the header "Authorization: Bearer" or the query parameter "token" has the token that it printed at start.',
    },
    servers: [{ url }],
    paths,
    components: { schemas: VIEWS },
  };
}

function operation(route: ControlRoute): Readonly<Record<string, unknown>> {
  const names = [...route.path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
  const parameters = [
    ...names.map((name) => ({ name, in: 'path', required: true, schema: { type: 'string' } })),
    ...Object.entries(route.query ?? {}).map(([name, schema]) => ({ name, in: 'query', schema })),
  ];
  return {
    tags: [route.tag],
    summary: route.summary,
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(route.body ? { requestBody: { required: true, content: json(route.body) } } : {}),
    responses: {
      ...answer(route),
      ...(names.length > 0 || route.body ? { 400: refusal('Not possible'), 404: refusal('Unknown') } : {}),
    },
  };
}

function answer({ answer: schema, contentType }: ControlRoute): Readonly<Record<string, unknown>> {
  if (contentType !== undefined) return { 200: { description: 'OK', content: { [contentType]: {} } } };
  if (!schema) return { 204: { description: 'Done' } };
  return { 200: { description: 'OK', content: json(schema) } };
}

function refusal(description: string): Readonly<Record<string, unknown>> {
  return { description, content: json(ref('Error')) };
}

function json(schema: JsonSchema): Readonly<Record<string, unknown>> {
  return { 'application/json': { schema } };
}
