import type { MessageView } from '../../../src/control/api/index.js';
import { dig, listAt, textAt } from '../format/read-json.js';
import { templates } from '../state/simulator.state.js';

/** The flow that a message opens. */
export interface FlowReference {
  readonly flowId: string | undefined;
  /** The screen it begins with; absent: the flow's first, or the one that its endpoint says. */
  readonly screen: string | undefined;
  readonly data: unknown;
  readonly token: string | undefined;
  /** Whether the endpoint says what comes first. */
  readonly asksEndpoint: boolean;
}

/** Reads what an interactive message or a template says about its flow. */
export function flowReference({ content, template }: MessageView): FlowReference {
  if (!template) {
    const parameters = dig(content, 'action', 'parameters');
    return {
      flowId: textAt(parameters, 'flow_id'),
      screen: textAt(parameters, 'flow_action_payload', 'screen'),
      data: dig(parameters, 'flow_action_payload', 'data'),
      token: textAt(parameters, 'flow_token'),
      asksEndpoint: textAt(parameters, 'flow_action') === 'data_exchange',
    };
  }
  const definition = templates.value.find(
    ({ name, language }) => name === template.name && language === template.language,
  );
  const button = definition?.components
    .flatMap((component) => listAt(component, 'buttons'))
    .find((one) => textAt(one, 'type') === 'FLOW');
  const sent = listAt(content, 'components').find((one) => textAt(one, 'sub_type')?.toLowerCase() === 'flow');
  const action = dig(listAt(sent, 'parameters')[0], 'action');
  return {
    flowId: textAt(button, 'flow_id'),
    screen: textAt(button, 'navigate_screen'),
    data: dig(action, 'flow_action_data'),
    token: textAt(action, 'flow_token'),
    asksEndpoint: textAt(button, 'flow_action') === 'data_exchange',
  };
}
