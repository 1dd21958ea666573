import { useState } from 'preact/hooks';
import { sendMessage } from '../../state/actions.js';
import { Dialog } from '../ui/dialog.js';
import { TextField } from '../ui/text-field.js';

interface ContactFormProps {
  readonly onClose: () => void;
}

/** Sends a person's card. */
export function ContactForm({ onClose }: ContactFormProps) {
  const [name, setName] = useState('Robin Miller');
  const [phone, setPhone] = useState('+16505559999');
  const send = () => {
    const contacts = [
      {
        name: { formatted_name: name, first_name: name.split(' ', 1)[0] },
        phones: [{ phone, wa_id: phone.replaceAll(/\D/g, ''), type: 'Mobile' }],
      },
    ];
    void sendMessage({ type: 'contacts', contacts });
    onClose();
  };
  return (
    <Dialog
      title="Send a contact"
      onClose={onClose}
      onSubmit={send}
      footer={<button class="primary">Send</button>}
    >
      <TextField label="Name" required value={name} onInput={setName} />
      <TextField label="Phone number" type="tel" required value={phone} onInput={setPhone} />
    </Dialog>
  );
}
