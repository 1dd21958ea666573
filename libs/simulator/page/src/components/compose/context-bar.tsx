import { messageSummary } from '../../format/message-summary.js';
import { editing, replyTo, selectedNumber, selectedPerson } from '../../state/selection.state.js';
import { IconButton } from '../ui/icon-button.js';

interface ContextBarProps {
  readonly onLeave: () => void;
}

/** The message that is being answered or changed, above the field. */
export function ContextBar({ onLeave }: ContextBarProps) {
  const message = editing.value ?? replyTo.value;
  if (!message) return null;
  const author =
    message.direction === 'inbound' ? selectedPerson.value?.name : selectedNumber.value?.verifiedName;
  return (
    <div class="context-bar">
      <div class={`quote ${message.direction}`}>
        <b>{editing.value ? 'Change your message' : `Reply to ${author ?? ''}`}</b>
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
