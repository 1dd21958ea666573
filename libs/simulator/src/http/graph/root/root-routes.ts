import { GraphApiError } from '../../../engine/errors/graph-api.error.js';
import { BOOLEAN, list, openObject, STRING } from '../../../schemas/shared/json-schema.js';
import type { GraphRequest } from '../routing/graph-call.js';
import type { GraphRouter } from '../routing/graph-router.js';
import { unknownPath } from '../routing/unknown-path.js';
import { batchPart } from './batch-part.js';
import { identityOf } from '../routing/own-call.js';
import { severalNodes } from '../routing/several-nodes.js';

/** The most calls in a batch. */
const BATCH_MAX = 50;
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
  router.on('GET', '/', (request, reply) => severalNodes(request, reply));

  router.on('POST', '/', async (request) => {
    if (parameter(request, 'batch') === undefined) throw unknownPath(request);
    const { batch, include_headers: withHeaders } = router.bodies.read(request, BATCH);
    const parts: unknown[] = Array.isArray(batch) ? batch : [];
    if (parts.length > BATCH_MAX) {
      throw new GraphApiError({
        code: 100,
        type: 'GraphBatchException',
        numbered: false,
        title: `Too many requests in batch message. Maximum batch size is ${BATCH_MAX}`,
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

function parameter({ body, query }: GraphRequest, name: string): unknown {
  return (typeof body === 'object' && body !== null ? Reflect.get(body, name) : undefined) ?? query[name];
}
