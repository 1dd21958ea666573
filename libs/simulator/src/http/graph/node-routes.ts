import { phoneNumberNode } from '../../engine/numbers/phone-number-node.js';
import { accountNode } from './account-routes.js';
import { deleteFlow, editFlow, flowNode } from './flow-routes.js';
import { queryText } from './graph-call.js';
import type { GraphRouter } from './graph-router.js';
import { deleteGroup, editGroup, groupNode } from './group-routes.js';
import { checkOwner, mediaNode } from './media-routes.js';
import { changeNumber } from './number-routes.js';
import { editTemplate, templateNode } from './template-routes.js';
import { unknownNode } from './unknown-path.js';

/** A node by its id alone: whatever the simulator has under it. */
export function nodeRoutes(router: GraphRouter): void {
  const { state } = router.engine;
  const found = (id: string) => ({
    number: state.phoneNumbers.find(id),
    item: state.media.find(id, state.clock.now()),
    template: state.templates.get(id),
    flow: state.flows.find(id),
    group: state.groups.find(id),
  });

  router.on('GET', '/:id', (request) => {
    const { id } = request.params;
    const { number, item, template, flow, group } = found(id);
    if (number) return phoneNumberNode(number, queryText(request, 'fields'));
    if (item) return mediaNode(router, request, item);
    if (template) return templateNode(template, request);
    if (flow) return flowNode(flow, request);
    if (group) return groupNode(group, request);
    if (id === state.options.businessAccountId) return accountNode(router, request);
    throw unknownNode(id, 'GET');
  });

  router.on('POST', '/:id', (request) => {
    const { id } = request.params;
    const { number, template, flow, group } = found(id);
    if (number) return changeNumber(router, request);
    if (template) return editTemplate(router, template, request);
    if (flow) return editFlow(router, flow, request);
    if (group) return editGroup(router, group, request);
    if (id === state.options.businessAccountId) return { success: true };
    throw unknownNode(id, 'POST');
  });

  router.on('DELETE', '/:id', (request) => {
    const { id } = request.params;
    const { item, flow, group } = found(id);
    if (flow) return deleteFlow(router, flow);
    if (group) return deleteGroup(router, group);
    if (!item) throw unknownNode(id, 'DELETE');
    checkOwner(item, request);
    state.media.remove(item);
    return { success: true };
  });
}
