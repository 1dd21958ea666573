import { useEffect, useState } from 'preact/hooks';
import type { MessageView } from '../../../../src/control/api/index.js';
import { flowScreen, resolveFlowValue } from '../../format/flow-json.js';
import { dig, entriesAt, textAt } from '../../format/read-json.js';
import { act, attempt, report } from '../../state/actions.js';
import { client } from '../../state/client.js';
import type { FlowReference } from '../../state/flow-reference.js';
import { selectedNumberId } from '../../state/selection.state.js';
import { Dialog } from '../ui/dialog.js';
import { FlowPartView, type FlowValue } from './flow-part-view.js';

interface FlowFormProps {
  readonly message: MessageView;
  readonly reference: FlowReference;
  /** The flow's JSON. */
  readonly json: unknown;
  readonly onClose: () => void;
}

interface Step {
  readonly screen: string | undefined;
  readonly data: unknown;
}

/** The screens of a flow one after the other; a flow with an endpoint asks it for the next one. */
export function FlowForm({ message, reference, json, onClose }: FlowFormProps) {
  const [step, setStep] = useState<Step | undefined>(reference.asksEndpoint ? undefined : reference);
  const [form, setForm] = useState<Readonly<Record<string, FlowValue>>>({});

  const complete = (response: unknown) => {
    void act({
      action: 'submit_flow',
      messageId: message.id,
      response: Object.fromEntries(entriesAt(response)),
    });
    onClose();
  };
  const ask = async (action: 'INIT' | 'data_exchange', data?: unknown) => {
    const result = await attempt(
      client.exchangeFlow({
        flowId: reference.flowId ?? '',
        phoneNumberId: selectedNumberId.value,
        action,
        ...(step?.screen === undefined ? {} : { screen: step.screen }),
        ...(data === undefined ? {} : { data: Object.fromEntries(entriesAt(data)) }),
        ...(reference.token === undefined ? {} : { flowToken: reference.token }),
      }),
    );
    if (!result) return;
    const screen = textAt(result.answer, 'screen');
    if (screen === undefined)
      report(`The flow's endpoint gave no screen: ${result.error ?? `HTTP ${result.status ?? '?'}`}`);
    else if (screen === 'SUCCESS')
      complete(dig(result.answer, 'data', 'extension_message_response', 'params'));
    else setStep({ screen, data: dig(result.answer, 'data') });
  };
  useEffect(() => {
    if (reference.asksEndpoint) void ask('INIT');
  }, []);

  const screen = step && flowScreen(json, step.screen, step.data);
  const press = (action: unknown) => {
    const payload = resolveFlowValue(dig(action, 'payload') ?? {}, { data: step?.data, form });
    const name = textAt(action, 'name');
    if (name === 'navigate') setStep({ screen: textAt(action, 'next', 'name'), data: payload });
    else if (name === 'data_exchange') void ask('data_exchange', payload);
    else complete(payload);
  };
  const main = screen?.parts.find((part) => part.kind === 'submit');

  return (
    <Dialog title={screen?.title ?? 'The flow'} onClose={onClose} onSubmit={() => press(main?.action)}>
      {screen === undefined ? (
        <p class="hint">{step ? `The flow has no screen ${step.screen ?? ''}.` : 'Asking the endpoint …'}</p>
      ) : (
        screen.parts.map((part, index) => (
          <FlowPartView
            key={`${screen.id} ${index}`}
            part={part}
            value={part.kind === 'field' ? form[part.name] : undefined}
            main={part === main}
            onChange={(value) => part.kind === 'field' && setForm({ ...form, [part.name]: value })}
            onPress={press}
          />
        ))
      )}
    </Dialog>
  );
}
