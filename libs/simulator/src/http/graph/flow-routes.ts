import { textAt } from '../../engine/common/is-record.js';
import { GraphApiError } from '../../engine/errors/graph-api.error.js';
import type { Flow } from '../../engine/flows/flow-book.js';
import { flowJsonErrors } from '../../engine/flows/flow-json/check-flow-json.js';
import { BOOLEAN, list, openObject, STRING, text } from '../../schemas/shared/json-schema.js';
import { checkAccount } from './routing/check-account.js';
import { askedOf, type GraphRequest } from './routing/graph-call.js';
import { flowAssets, flowNode } from './flow-node.js';
import { fileAt } from './routing/graph-form.js';
import type { GraphRouter } from './routing/graph-router.js';
import { page } from './routing/paging.js';
import { unknownNode } from '../../engine/errors/unknown-node.js';

const CATEGORIES = list(STRING);
const NEW_FLOW = openObject(
  { name: text() },
  {
    categories: CATEGORIES,
    clone_flow_id: text(),
    flow_json: text(),
    publish: BOOLEAN,
    endpoint_uri: text(),
  },
);
const FLOW_EDIT = openObject({}, { name: text(), categories: CATEGORIES, endpoint_uri: text() });

/** The flows of the account, from draft to deprecation. */
export function flowRoutes(router: GraphRouter): void {
  const { state, flowReviews } = router.engine;

  router.on('GET', '/:waba/flows', (request) => {
    checkAccount(router, request);
    const asked = askedOf(request);
    return page(
      request,
      state.flows.all.map((flow) => flowNode(router, flow, request, asked)),
    );
  });
  router.on('POST', '/:waba/flows', (request) => {
    checkAccount(router, request);
    const body = router.bodies.read(request, NEW_FLOW);
    const name = textAt(body, 'name') ?? '';
    if (state.flows.named(name))
      throw new GraphApiError({ code: 100, details: `There is already a flow "${name}".` });
    const cloned = state.flows.find(textAt(body, 'clone_flow_id') ?? '');
    const json = textAt(body, 'flow_json') ?? cloned?.json;
    const publish = body['publish'] === true;
    if (publish) checkPublishable(json, json === undefined ? [] : flowJsonErrors(json));
    const flow = state.flows.add(name, strings(body['categories']), textAt(body, 'endpoint_uri'));
    putJson(flow, json, state.clock.now());
    void flowReviews.created(flow);
    if (publish) void flowReviews.enter(flow, 'PUBLISHED');
    return { id: flow.id, success: true, validation_errors: flow.validationErrors };
  });

  router.on('GET', '/:flow/assets', (request) => {
    return { data: flowAssets(flowOf(router, request), state.mediaUrls.base, askedOf(request)) };
  });
  router.on('POST', '/:flow/assets', async (request) => {
    const flow = flowOf(router, request);
    if (flow.status !== 'DRAFT') throw new GraphApiError({ code: 139001, details: 'The flow is published.' });
    const json = textAt(request.body, 'file') ?? (await fileAt(request, 'file').text());
    putJson(flow, json, state.clock.now());
    return { success: true, validation_errors: flow.validationErrors };
  });

  router.on('POST', '/:flow/publish', (request) => {
    const flow = flowOf(router, request);
    if (flow.status !== 'DRAFT')
      throw new GraphApiError({ code: 139002, details: 'Only a draft can be published.' });
    checkPublishable(flow.json, flow.validationErrors);
    void flowReviews.enter(flow, 'PUBLISHED');
    return { success: true };
  });
  router.on('POST', '/:flow/deprecate', (request) => {
    const flow = flowOf(router, request);
    if (flow.status !== 'PUBLISHED')
      throw new GraphApiError({ code: 139003, details: 'The flow is not published.' });
    void flowReviews.enter(flow, 'DEPRECATED');
    return { success: true };
  });

  router.node('flow', (id) => state.flows.find(id), {
    GET: (flow, request) => flowNode(router, flow, request, askedOf(request)),
    POST: (flow, request) => editFlow(router, flow, request),
    DELETE: (flow) => deleteFlow(router, flow),
  });
}

/** Changes what stands beside the flow's JSON. */
function editFlow(router: GraphRouter, flow: Flow, request: GraphRequest): { readonly success: true } {
  const body = router.bodies.read(request, FLOW_EDIT);
  flow.name = textAt(body, 'name') ?? flow.name;
  flow.endpointUri = textAt(body, 'endpoint_uri') ?? flow.endpointUri;
  if (body['categories'] !== undefined) flow.categories = strings(body['categories']);
  flow.updatedAt = router.engine.state.clock.now();
  return { success: true };
}

/** Deletes a draft. @throws GraphApiError 139004 for any other */
function deleteFlow(router: GraphRouter, flow: Flow): { readonly success: true } {
  if (flow.status !== 'DRAFT')
    throw new GraphApiError({ code: 139004, details: 'Only drafts can be deleted.' });
  router.engine.state.flows.remove(flow);
  return { success: true };
}

function flowOf(router: GraphRouter, request: GraphRequest): Flow {
  const flow = router.engine.state.flows.find(request.params.id);
  if (!flow) throw unknownNode(request.params.id, request.method);
  return flow;
}

function putJson(flow: Flow, json: string | undefined, now: number): void {
  flow.updatedAt = now;
  flow.json = json;
  flow.validationErrors = json === undefined ? [] : flowJsonErrors(json);
}

/** @throws GraphApiError 139002 where there is no JSON, or something is wrong with it */
function checkPublishable(json: string | undefined, errors: Flow['validationErrors']): void {
  if (json !== undefined && errors.length === 0) return;
  const found = errors.map(({ message }) => message).join(' ');
  const details = `Only a flow with a flow.json without errors can be published. ${found || 'There is no flow.json.'}`;
  throw new GraphApiError({ code: 139002, details });
}

function strings(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}
