import { textAt } from '../../format/read-json.js';
import { attempt } from '../../state/actions.js';
import { readBase64 } from '../compose/read-base64.js';
import { Icon } from '../ui/icon.js';
import { IconButton } from '../ui/icon-button.js';
import type { FlowControlProps } from './flow-control-props.js';

/** Photos or documents; the simulator keeps them as media, as Meta does. */
export function FlowFiles({ field, value, onChange, problemId }: FlowControlProps) {
  const files: readonly unknown[] = Array.isArray(value) ? value : [];
  const photos = field.control === 'photos';
  const add = async (chosen: readonly File[]) => {
    const read = chosen.map(async (file) => ({
      file_name: file.name,
      mime_type: file.type || 'application/octet-stream',
      data: await readBase64(file),
    }));
    onChange([...files, ...(await Promise.all(read))]);
  };
  return (
    <fieldset class="rows" aria-describedby={problemId} aria-invalid={problemId !== undefined}>
      <legend>{field.label}</legend>
      {files.map((file, index) => (
        <p class="flow-file" key={index}>
          <Icon name={photos ? 'image' : 'document'} size={18} />
          <span class="one-line">{textAt(file, 'file_name')}</span>
          <IconButton
            icon="close"
            size={16}
            label={`Remove ${textAt(file, 'file_name') ?? 'the file'}`}
            onClick={() => onChange(files.filter((one) => one !== file))}
          />
        </p>
      ))}
      <label class="small file-button">
        <Icon name="add" size={16} /> {photos ? 'Add photos' : 'Add documents'}
        <input
          type="file"
          name={field.name}
          class="visually-hidden"
          multiple
          disabled={!field.enabled}
          accept={photos ? 'image/*' : undefined}
          onChange={({ currentTarget }) => void attempt(add([...(currentTarget.files ?? [])]))}
        />
      </label>
    </fieldset>
  );
}
