import { useState } from 'preact/hooks';
import type { Device } from '../../../../src/control/api/index.js';
import { attempt } from '../../state/actions.js';
import { client } from '../../state/client.js';
import { selectPerson } from '../../state/selection.state.js';
import { DEVICES } from '../panel/devices.js';
import { Dialog } from '../ui/dialog.js';
import { SelectField } from '../ui/select-field.js';
import { TextField } from '../ui/text-field.js';

interface AddPersonDialogProps {
  readonly onClose: () => void;
}

/** Adds somebody to write with. */
export function AddPersonDialog({ onClose }: AddPersonDialogProps) {
  const [name, setName] = useState('');
  const [phoneNumber, setPhoneNumber] = useState('+1650555');
  const [username, setUsername] = useState('');
  const [device, setDevice] = useState<Device>('android');
  const add = async () => {
    const added = await attempt(
      client.addPerson({
        phoneNumber,
        device,
        ...(name.trim() === '' ? {} : { name: name.trim() }),
        ...(username.trim() === '' ? {} : { username: username.trim() }),
      }),
    );
    if (!added) return;
    onClose();
    selectPerson(added.id);
  };
  return (
    <Dialog
      title="Add a person"
      onClose={onClose}
      onSubmit={() => void add()}
      footer={<button class="primary">Add</button>}
    >
      <TextField label="Name" value={name} onInput={setName} placeholder="Ana Silva" />
      <TextField label="Phone number" type="tel" required value={phoneNumber} onInput={setPhoneNumber} />
      <TextField label="Username (optional)" value={username} onInput={setUsername} />
      <SelectField label="Device" value={device} options={DEVICES} onChange={setDevice} />
    </Dialog>
  );
}
