import { messageSummary } from '../../format/message-summary.js';
import { authorOf, isOwn } from '../../state/authors.js';
import { editing, replyTo } from '../../state/selection.state.js';
import { IconButton } from '../ui/icon-button.js';

interface ContextBarProps {
  readonly onLeave: () => void;
}

/** The message that is being answered or changed, above the field. */
export function ContextBar({ onLeave }: ContextBarProps) {
  const message = editing.value ?? replyTo.value;
  if (!message) return null;
  return (
    <div class="context-bar">
      <div class={`quote ${isOwn(message) ? 'own' : ''}`}>
        <b>{editing.value ? 'Change your message' : `Reply to ${authorOf(message)}`}</b>
        <span>{messageSummary(message)}</span>
      </div>
      <IconButton
        icon="close"
        label={editing.value ? 'Do not change it' : 'Do not quote it'}
        onClick={onLeave}
      />
    </div>
  );
}
