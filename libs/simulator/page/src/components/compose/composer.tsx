import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { PersonView } from '../../../../src/control/api/index.js';
import { textAt } from '../../format/read-json.js';
import { act, sendMessage } from '../../state/actions.js';
import { editing, replyTo, selectedGroup } from '../../state/selection.state.js';
import { businessName } from '../../state/authors.js';
import { IconButton } from '../ui/icon-button.js';
import { Menu } from '../ui/menu.js';
import { ATTACHMENTS } from './attachments.js';
import { AttachmentDialog } from './attachment-dialog.js';
import { attachment, openAttachment } from './attachment.state.js';
import { ContextBar } from './context-bar.js';
import { COMPOSER_ID, focusComposer } from './focus-composer.js';
import { WriteAs } from './write-as.js';

interface ComposerProps {
  readonly person: PersonView;
}

/** The box in which one writes as the person. Enter sends, Shift and Enter begin a new line, Escape leaves the quote out. */
export function Composer({ person }: ComposerProps) {
  const [text, setText] = useState('');
  const field = useRef<HTMLTextAreaElement>(null);
  const changed = editing.value;
  useEffect(() => {
    if (changed) setText(textAt(changed.content, 'body') ?? '');
  }, [changed]);
  useLayoutEffect(() => {
    if (!field.current) return;
    field.current.style.height = 'auto';
    field.current.style.height = `${field.current.scrollHeight}px`;
  }, [text]);

  const send = () => {
    const body = text.trim();
    if (body === '') return;
    setText('');
    focusComposer();
    if (changed) {
      editing.value = undefined;
      void act({ action: 'edit', messageId: changed.id, text: body });
    } else {
      void sendMessage({ type: 'text', text: { body } });
    }
  };
  const leaveContext = () => {
    if (changed) setText('');
    editing.value = undefined;
    replyTo.value = undefined;
    focusComposer();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      send();
    } else if (event.key === 'Escape' && (changed ?? replyTo.value)) {
      leaveContext();
    }
  };

  return (
    <footer class="composer">
      <WriteAs person={person} />
      <ContextBar onLeave={leaveContext} />
      <form
        class="composer-form"
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        <Menu
          label="Attach"
          icon="add"
          placement="above"
          items={ATTACHMENTS.map(({ kind, label, icon }) => ({
            label,
            icon,
            onSelect: () => openAttachment(kind),
          }))}
        />
        <textarea
          ref={field}
          id={COMPOSER_ID}
          rows={1}
          maxLength={4096}
          dir="auto"
          placeholder={`Write to ${selectedGroup.value?.subject ?? businessName()} as ${person.name}`}
          aria-label={`Message as ${person.name}`}
          value={text}
          onInput={(event) => setText(event.currentTarget.value)}
          onKeyDown={onKeyDown}
        />
        <IconButton icon="send" type="submit" class="send" label="Send" disabled={text.trim() === ''} />
      </form>
      {attachment.value ? <AttachmentDialog kind={attachment.value} /> : null}
    </footer>
  );
}
