import { recordAt, textAt } from '../common/is-record.js';
import { GraphApiError } from '../errors/graph-api.error.js';
import type { Flow } from '../flows/flow-book.js';
import { definedButtons } from '../templates/template-parts.js';
import type { SendContext, SendRule } from './send-rule.js';

/** The most messages of a throttled flow in an hour. */
const THROTTLED_MAX = 10;

/**
 * A flow message names a flow that exists and is published, or a draft in mode `draft` (131009). Messages and
 * templates with a blocked flow are refused with 132068, with a throttled one after 10 in an hour with 132069. At once.
 */
export const flows: SendRule = {
  name: 'flows',
  refuse: (context) => {
    const { state, now } = context;
    for (const flow of flowsOf(context)) {
      if (flow.status === 'BLOCKED')
        throw new GraphApiError({ code: 132068, details: `Flow ${flow.id} is blocked.` });
      if (flow.status === 'THROTTLED' && !state.flows.hasRoom(flow, now, THROTTLED_MAX)) {
        throw new GraphApiError({
          code: 132069,
          details: `Flow ${flow.id} is throttled: ${THROTTLED_MAX} messages an hour have been sent.`,
        });
      }
    }
  },
  count: (context) => {
    const { state, now } = context;
    for (const flow of flowsOf(context)) if (flow.status === 'THROTTLED') state.flows.note(flow, now);
  },
};

/** The flows that a message holds, each once. */
function flowsOf(context: SendContext): ReadonlySet<Flow> {
  const own = context.type === 'interactive' ? flowOfMessage(context) : undefined;
  return new Set(own ? [own] : flowsOfTemplate(context));
}

function flowOfMessage({ state, request }: SendContext): Flow | undefined {
  const interactive = recordAt(request, 'interactive');
  if (textAt(interactive, 'type') !== 'flow') return undefined;
  const parameters = recordAt(recordAt(interactive, 'action'), 'parameters');
  const [id, name] = [textAt(parameters, 'flow_id'), textAt(parameters, 'flow_name')];
  const flow = id === undefined ? state.flows.named(name ?? '') : state.flows.find(id);
  if (!flow) throw wrong(`Flow ${id ?? name} does not exist.`);
  const draft = textAt(parameters, 'mode') === 'draft';
  if (flow.status === 'DEPRECATED' || draft !== (flow.status === 'DRAFT')) {
    throw wrong(
      `Flow ${flow.id} is ${flow.status}; mode draft is for flows in state DRAFT, and for these only.`,
    );
  }
  return flow;
}

function flowsOfTemplate({ state, template }: SendContext): Flow[] {
  if (!template) return [];
  return definedButtons(template.components).flatMap((button) => {
    const flow =
      textAt(button, 'type') === 'FLOW' ? state.flows.find(textAt(button, 'flow_id') ?? '') : undefined;
    return flow ? [flow] : [];
  });
}

function wrong(details: string): GraphApiError {
  return new GraphApiError({ code: 131009, details });
}
