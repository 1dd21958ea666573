import { useState } from 'preact/hooks';
import { report, sendMessage } from '../../state/actions.js';
import { Dialog } from '../ui/dialog.js';
import { Field } from '../ui/field.js';
import { Switch } from '../ui/switch.js';
import { TextField } from '../ui/text-field.js';
import { readBase64 } from './read-base64.js';

interface MediaFormProps {
  readonly kind: 'image' | 'video' | 'audio' | 'document' | 'sticker';
  readonly onClose: () => void;
}

const TITLES = {
  image: 'Send an image',
  video: 'Send a video',
  audio: 'Send audio',
  document: 'Send a document',
  sticker: 'Send a sticker',
};
const ACCEPTED = {
  image: 'image/*',
  video: 'video/*',
  audio: 'audio/*',
  document: '',
  sticker: 'image/webp',
};

/** A file of one's own, or a small sample where none is chosen. */
export function MediaForm({ kind, onClose }: MediaFormProps) {
  const [file, setFile] = useState<File>();
  const [caption, setCaption] = useState('');
  const [voice, setVoice] = useState(true);
  const send = async () => {
    const media = {
      ...(file ? { data: await readBase64(file), mime_type: file.type || 'application/octet-stream' } : {}),
      ...(kind === 'document' && file ? { filename: file.name } : {}),
      ...(caption === '' ? {} : { caption }),
      ...(kind === 'audio' ? { voice } : {}),
    };
    onClose();
    await sendMessage({ type: kind, [kind]: media });
  };
  return (
    <Dialog
      title={TITLES[kind]}
      onClose={onClose}
      onSubmit={() => void send().catch(report)}
      footer={<button class="primary">Send</button>}
    >
      <Field label="File (without one, a small sample is sent)">
        {(id) => (
          <input
            id={id}
            type="file"
            accept={ACCEPTED[kind]}
            onChange={(event) => setFile(event.currentTarget.files?.[0])}
          />
        )}
      </Field>
      {kind === 'audio' || kind === 'sticker' ? null : (
        <TextField label="Caption" value={caption} onInput={setCaption} />
      )}
      {kind === 'audio' ? <Switch label="Voice message" checked={voice} onChange={setVoice} /> : null}
    </Dialog>
  );
}
