import { useState } from 'preact/hooks';
import type { MessageView } from '../../../../src/control/api/index.js';
import { entriesAt } from '../../format/read-json.js';
import { act } from '../../state/actions.js';
import { Dialog } from '../ui/dialog.js';
import { IconButton } from '../ui/icon-button.js';
import { TextField } from '../ui/text-field.js';

interface PairsDialogProps {
  readonly message: MessageView;
  /** The fields that the message gave to the flow: the first ones. */
  readonly data: unknown;
  readonly onClose: () => void;
}

/** The answer to a flow whose JSON the simulator does not have: names and values. */
export function PairsDialog({ message, data, onClose }: PairsDialogProps) {
  const [values, setValues] = useState(() => firstFields(data));
  const change = (index: number, next: readonly [string, string]) => setValues(values.with(index, next));
  const send = () => {
    const response = Object.fromEntries(values.filter(([name]) => name !== ''));
    void act({ action: 'submit_flow', messageId: message.id, response });
    onClose();
  };
  return (
    <Dialog
      title="Answer of the flow"
      onClose={onClose}
      onSubmit={send}
      footer={
        <>
          <button type="button" onClick={() => setValues([...values, ['', '']])}>
            Add a field
          </button>
          <button class="primary">Send</button>
        </>
      }
    >
      <p class="hint">
        The simulator has no JSON of this flow, so its screens cannot be shown. These fields are sent as its
        answer.
      </p>
      {values.map(([name, value], index) => (
        <div class="pair" key={index}>
          <TextField label="Field" value={name} onInput={(next) => change(index, [next, value])} />
          <TextField label="Value" value={value} onInput={(next) => change(index, [name, next])} />
          <IconButton
            icon="close"
            label="Remove the field"
            onClick={() => setValues(values.toSpliced(index, 1))}
          />
        </div>
      ))}
    </Dialog>
  );
}

function firstFields(data: unknown): readonly (readonly [name: string, value: string])[] {
  const given = entriesAt(data).map(
    ([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value)] as const,
  );
  return given.length > 0 ? given : [['comment', '']];
}
