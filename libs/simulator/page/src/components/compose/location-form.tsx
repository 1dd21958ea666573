import { useState } from 'preact/hooks';
import { sendMessage } from '../../state/actions.js';
import { Dialog } from '../ui/dialog.js';
import { TextField } from '../ui/text-field.js';

interface LocationFormProps {
  readonly onClose: () => void;
}

/** Sends a place. */
export function LocationForm({ onClose }: LocationFormProps) {
  const [latitude, setLatitude] = useState('37.7793');
  const [longitude, setLongitude] = useState('-122.4193');
  const [name, setName] = useState('');
  const [address, setAddress] = useState('');
  const send = () => {
    const location = {
      latitude: Number(latitude),
      longitude: Number(longitude),
      ...(name === '' ? {} : { name }),
      ...(address === '' ? {} : { address }),
    };
    void sendMessage({ type: 'location', location });
    onClose();
  };
  return (
    <Dialog
      title="Send a location"
      onClose={onClose}
      onSubmit={send}
      footer={<button class="primary">Send</button>}
    >
      <TextField label="Latitude" type="number" step="any" required value={latitude} onInput={setLatitude} />
      <TextField
        label="Longitude"
        type="number"
        step="any"
        required
        value={longitude}
        onInput={setLongitude}
      />
      <TextField label="Name (optional)" value={name} onInput={setName} placeholder="City Hall" />
      <TextField label="Address (optional)" value={address} onInput={setAddress} />
    </Dialog>
  );
}
