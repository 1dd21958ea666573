import type { MessageView } from '../../../../src/control/api/index.js';
import { act } from '../../state/actions.js';
import { isOwn } from '../../state/authors.js';
import { editing, inspect, replyTo } from '../../state/selection.state.js';
import { focusComposer } from '../compose/focus-composer.js';
import { IconButton } from '../ui/icon-button.js';
import { Menu, type MenuItem } from '../ui/menu.js';

interface BubbleToolsProps {
  readonly message: MessageView;
}

const EMOJIS = ['👍', '❤️', '😂', '😮', '😢', '🙏'];

/** The tools of a message: answer, react, change, revoke, show its JSON. */
export function BubbleTools({ message }: BubbleToolsProps) {
  const { id, type, revoked } = message;
  const own = isOwn(message) && !revoked;
  const more: MenuItem[] = [
    ...(own && type === 'text'
      ? [{ label: 'Edit', icon: 'edit' as const, onSelect: () => startEditing(message) }]
      : []),
    ...(own
      ? [
          {
            label: 'Delete for everyone',
            icon: 'trash' as const,
            danger: true,
            onSelect: () => void act({ action: 'revoke', messageId: id }),
          },
        ]
      : []),
  ];
  return (
    <div class="bubble-tools">
      {revoked ? null : (
        <>
          <IconButton
            icon="reply"
            size={18}
            label="Reply to this message"
            onClick={() => startReply(message)}
          />
          <Menu
            label="React"
            icon="smile"
            class="emoji-menu"
            items={EMOJIS.map((emoji) => ({
              label: emoji,
              onSelect: () => void act({ action: 'react', messageId: id, emoji }),
            }))}
          />
        </>
      )}
      <IconButton icon="braces" size={18} label="Show the JSON" onClick={() => inspect(id)} />
      {more.length > 0 ? <Menu label="More" icon="menu" items={more} /> : null}
    </div>
  );
}

/** Lets the next message quote this one. */
export function startReply(message: MessageView): void {
  editing.value = undefined;
  replyTo.value = message;
  focusComposer();
}

function startEditing(message: MessageView): void {
  replyTo.value = undefined;
  editing.value = message;
  focusComposer();
}
