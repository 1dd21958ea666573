import { useState } from 'preact/hooks';
import { sendMessage } from '../../state/actions.js';
import { Dialog } from '../ui/dialog.js';
import { SelectField } from '../ui/select-field.js';

interface UnsupportedFormProps {
  readonly onClose: () => void;
}

const KINDS = [
  ['poll', 'Poll'],
  ['edit', 'Edited message'],
  ['view_once', 'View-once message'],
  ['event', 'Event'],
] as const;

/** Sends something that the API tells of as `unsupported`. */
export function UnsupportedForm({ onClose }: UnsupportedFormProps) {
  const [type, setType] = useState<(typeof KINDS)[number][0]>('poll');
  const send = () => {
    void sendMessage({ type: 'unsupported', unsupported: { type } });
    onClose();
  };
  return (
    <Dialog
      title="Send an unsupported message"
      onClose={onClose}
      onSubmit={send}
      footer={<button class="primary">Send</button>}
    >
      <SelectField label="What it is" value={type} options={KINDS} onChange={setType} />
    </Dialog>
  );
}
