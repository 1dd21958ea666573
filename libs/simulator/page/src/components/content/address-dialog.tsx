import { useState } from 'preact/hooks';
import type { MessageView } from '../../../../src/control/api/index.js';
import { textAt } from '../../format/read-json.js';
import { act } from '../../state/actions.js';
import { Dialog } from '../ui/dialog.js';
import { TextField } from '../ui/text-field.js';

interface AddressDialogProps {
  readonly message: MessageView;
  readonly onClose: () => void;
}

const FIELDS = ['name', 'phone_number', 'in_pin_code', 'house_number', 'address', 'city', 'state'];

/** The address that a message asks for. */
export function AddressDialog({ message, onClose }: AddressDialogProps) {
  const [values, setValues] = useState<ReadonlyMap<string, string>>(
    () =>
      new Map(
        FIELDS.map((name) => [name, textAt(message.content, 'action', 'parameters', 'values', name) ?? '']),
      ),
  );
  const send = () => {
    const filled = Object.fromEntries([...values].filter(([, value]) => value !== ''));
    void act({ action: 'submit_address', messageId: message.id, values: filled });
    onClose();
  };
  return (
    <Dialog
      title="Your address"
      onClose={onClose}
      onSubmit={send}
      footer={<button class="primary">Send</button>}
    >
      {[...values].map(([name, value]) => (
        <TextField
          key={name}
          label={name.replaceAll('_', ' ')}
          value={value}
          onInput={(next) => setValues(new Map(values).set(name, next))}
        />
      ))}
    </Dialog>
  );
}
