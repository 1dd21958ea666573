import { useState } from 'preact/hooks';
import type { MessageView } from '../../../../src/control/api/index.js';
import { listAt, textAt } from '../../format/read-json.js';
import { act } from '../../state/actions.js';
import { Dialog } from '../ui/dialog.js';

interface ListDialogProps {
  readonly message: MessageView;
  readonly onClose: () => void;
}

/** The rows of a list message, one of which is sent. */
export function ListDialog({ message, onClose }: ListDialogProps) {
  const [chosen, setChosen] = useState<string>();
  const send = () => {
    if (chosen === undefined) return;
    void act({ action: 'choose_row', messageId: message.id, rowId: chosen });
    onClose();
  };
  return (
    <Dialog
      title={textAt(message.content, 'action', 'button') ?? 'Choose'}
      onClose={onClose}
      onSubmit={send}
      footer={
        <button class="primary" disabled={chosen === undefined}>
          Send
        </button>
      }
    >
      {listAt(message.content, 'action', 'sections').map((section, index) => (
        <fieldset class="rows" key={index}>
          <legend>{textAt(section, 'title')}</legend>
          {listAt(section, 'rows').map((row) => {
            const id = textAt(row, 'id') ?? '';
            return (
              <label class="row-choice" key={id}>
                <span>
                  {textAt(row, 'title')}
                  <small>{textAt(row, 'description')}</small>
                </span>
                <input type="radio" name="row" checked={chosen === id} onChange={() => setChosen(id)} />
              </label>
            );
          })}
        </fieldset>
      ))}
    </Dialog>
  );
}
