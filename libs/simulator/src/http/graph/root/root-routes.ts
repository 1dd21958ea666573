import { GraphApiError } from '../../../engine/errors/graph-api.error.js';
import { BOOLEAN, list, openObject, STRING } from '../../../schemas/json-schema.js';
import { listArgument } from '../analytics/range-arguments.js';
import type { GraphRequest } from '../graph-call.js';
import type { GraphRouter } from '../graph-router.js';
import { unknownPath } from '../unknown-path.js';
import { batchPart } from './batch-part.js';
import { ownCall } from './own-call.js';

/** What is read of several nodes at once, and the calls of a batch. */
const MAX = 50;
const BATCH = openObject(
  {
    batch: list(
      openObject(
        { method: STRING, relative_url: STRING },
        { body: STRING, omit_response_on_success: BOOLEAN },
      ),
    ),
  },
  { include_headers: BOOLEAN },
);

/** Calls of the root: `?ids=` reads several nodes, `batch` makes several calls. Each part is a call of its own. */
export function rootRoutes(router: GraphRouter): void {
  router.on('GET', '/', async (request, reply) => {
    const ids = listArgument(request.query['ids']);
    if (ids.length === 0) throw unknownPath(request);
    if (ids.length > MAX) {
      throw new GraphApiError({
        code: 100,
        title: `Too many IDs. Maximum: ${MAX}. Provided: ${ids.length}.`,
      });
    }
    const url = new URL(request.url, 'http://graph');
    url.searchParams.delete('ids');
    const nodes: Record<string, unknown> = {};
    for (const id of ids) {
      const answer = await ownCall(request, {
        method: 'GET',
        path: `/${request.params.version}/${id}${url.search}`,
        headers: identityOf(request),
      });
      // One that cannot be read is the answer for all.
      const node: unknown = JSON.parse(answer.body);
      if (answer.status !== 200) return reply.status(answer.status).send(node);
      nodes[id] = node;
    }
    return nodes;
  });

  router.on('POST', '/', async (request) => {
    if (parameter(request, 'batch') === undefined) throw unknownPath(request);
    const { batch, include_headers: withHeaders } = router.bodies.read(request, BATCH);
    const parts: unknown[] = Array.isArray(batch) ? batch : [];
    if (parts.length > MAX) {
      throw new GraphApiError({
        code: 100,
        type: 'GraphBatchException',
        numbered: false,
        title: `Too many requests in batch message. Maximum batch size is ${MAX}`,
      });
    }
    const answers: unknown[] = [];
    for (const part of parts) {
      answers.push(
        await batchPart(request, part, {
          version: request.params.version,
          headers: identityOf(request),
          withHeaders: withHeaders !== false,
        }),
      );
    }
    return answers;
  });
}

/** Who calls, for the parts. */
function identityOf({ headers, query }: GraphRequest): Readonly<Record<string, string>> {
  const { access_token: token } = query;
  const authorization = headers.authorization ?? (typeof token === 'string' ? `Bearer ${token}` : undefined);
  return authorization === undefined ? {} : { authorization };
}

function parameter({ body, query }: GraphRequest, name: string): unknown {
  return (typeof body === 'object' && body !== null ? Reflect.get(body, name) : undefined) ?? query[name];
}
