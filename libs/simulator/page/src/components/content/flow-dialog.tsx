import { useState } from 'preact/hooks';
import type { MessageView } from '../../../../src/control/api/index.js';
import { dig, entriesAt, textAt } from '../../format/read-json.js';
import { act } from '../../state/actions.js';
import { Dialog } from '../ui/dialog.js';
import { IconButton } from '../ui/icon-button.js';
import { TextField } from '../ui/text-field.js';

interface FlowDialogProps {
  readonly message: MessageView;
  readonly kind: 'flow' | 'address';
  readonly onClose: () => void;
}

type Values = readonly (readonly [name: string, value: string])[];

const ADDRESS = ['name', 'phone_number', 'in_pin_code', 'house_number', 'address', 'city', 'state'];

/** A form to fill: what is entered comes to the business as the flow's answer. */
export function FlowDialog({ message, kind, onClose }: FlowDialogProps) {
  const parameters = dig(message.content, 'action', 'parameters');
  const [values, setValues] = useState<Values>(() =>
    kind === 'flow' ? flowFields(parameters) : address(parameters),
  );
  const change = (index: number, next: readonly [string, string]) => setValues(values.with(index, next));
  const send = () => {
    const filled = Object.fromEntries(values.filter(([name, value]) => name !== '' && value !== ''));
    if (kind === 'flow') void act({ action: 'submit_flow', messageId: message.id, response: filled });
    else void act({ action: 'submit_address', messageId: message.id, values: filled });
    onClose();
  };
  const screen = textAt(parameters, 'flow_action_payload', 'screen');
  return (
    <Dialog
      title={kind === 'flow' ? (textAt(parameters, 'flow_cta') ?? 'Form') : 'Your address'}
      onClose={onClose}
      onSubmit={send}
      footer={
        <>
          {kind === 'flow' ? (
            <button type="button" onClick={() => setValues([...values, ['', '']])}>
              Add a field
            </button>
          ) : null}
          <button class="primary">Send</button>
        </>
      }
    >
      {kind === 'flow' ? (
        <p class="hint">
          {screen === undefined ? 'The form' : `Screen ${screen}`} of{' '}
          {textAt(parameters, 'flow_name') ?? textAt(parameters, 'flow_id') ?? 'the flow'}. The fields below
          are sent as its answer.
        </p>
      ) : null}
      {values.map(([name, value], index) =>
        kind === 'address' ? (
          <TextField
            key={name}
            label={name.replaceAll('_', ' ')}
            value={value}
            onInput={(next) => change(index, [name, next])}
          />
        ) : (
          <div class="pair" key={index}>
            <TextField label="Field" value={name} onInput={(next) => change(index, [next, value])} />
            <TextField label="Value" value={value} onInput={(next) => change(index, [name, next])} />
            <IconButton
              icon="close"
              label="Remove the field"
              onClick={() => setValues(values.toSpliced(index, 1))}
            />
          </div>
        ),
      )}
    </Dialog>
  );
}

function flowFields(parameters: unknown): Values {
  const given = entriesAt(parameters, 'flow_action_payload', 'data').map(
    ([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value)] as const,
  );
  return given.length > 0
    ? given
    : [
        ['name', ''],
        ['comment', ''],
      ];
}

function address(parameters: unknown): Values {
  return ADDRESS.map((name) => [name, textAt(parameters, 'values', name) ?? ''] as const);
}
