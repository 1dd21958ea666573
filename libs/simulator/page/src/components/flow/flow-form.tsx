import { useState } from 'preact/hooks';
import type { MessageView } from '../../../../src/control/api/index.js';
import { flowProblem } from '../../flow/flow-problem.js';
import type { FlowReference } from '../../flow/flow-reference.js';
import { flowFields } from '../../flow/flow-screen.js';
import { Dialog } from '../ui/dialog.js';
import { IconButton } from '../ui/icon-button.js';
import { FlowPartView } from './flow-part-view.js';
import { useFlow } from './use-flow.js';

interface FlowFormProps {
  readonly message: MessageView;
  readonly reference: FlowReference;
  /** The flow's JSON. */
  readonly json: unknown;
  readonly onClose: () => void;
}

/** The screens of a flow one after the other; a flow with an endpoint asks it for the next one. */
export function FlowForm({ message, reference, json, onClose }: FlowFormProps) {
  const flow = useFlow(message, reference, json, onClose);
  const { screen, form } = flow;
  // Only after somebody has tried to go on: an empty form is no mistake yet.
  const [tried, setTried] = useState<string>();
  const problems = new Map(flowFields(screen).map((field) => [field, flowProblem(field, form[field.name])]));
  const main = screen?.parts.find((part) => part.kind === 'submit');

  const submit = () => {
    setTried(screen?.id);
    const wrong = [...problems].find(([, problem]) => problem !== undefined);
    if (wrong) document.getElementsByName(wrong[0].name)[0]?.focus();
    else if (main?.enabled) flow.press(main.action);
  };

  return (
    <Dialog
      title={screen?.title ?? 'The flow'}
      class="flow"
      onClose={onClose}
      onSubmit={submit}
      before={
        flow.canGoBack ? (
          <IconButton icon="back" label="Back to the screen before" onClick={flow.back} />
        ) : null
      }
    >
      {screen === undefined ? (
        <p class="hint">
          {flow.asked === undefined ? 'Asking the endpoint …' : `The flow has no screen “${flow.asked}”.`}
        </p>
      ) : (
        screen.parts.map((part, index) => (
          <FlowPartView
            key={`${screen.id} ${index} ${part.kind === 'field' ? part.name : ''}`}
            part={part}
            value={part.kind === 'field' ? form[part.name] : undefined}
            problem={part.kind === 'field' && tried === screen.id ? problems.get(part) : undefined}
            main={part === main}
            onChange={(value) => part.kind === 'field' && flow.fillIn(part, value)}
            onPress={flow.press}
          />
        ))
      )}
    </Dialog>
  );
}
