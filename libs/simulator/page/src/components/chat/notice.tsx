import type { MessageView } from '../../../../src/control/api/index.js';
import { messageSummary } from '../../format/message-summary.js';
import { inspect, selectedNumber, selectedPerson } from '../../state/selection.state.js';
import { Failure } from './failure.js';

interface NoticeProps {
  readonly message: MessageView;
}

/** Something that happened between the bubbles: a reaction, a changed number. Pressing it shows its JSON. */
export function Notice({ message }: NoticeProps) {
  const author =
    message.direction === 'inbound' ? selectedPerson.value?.name : selectedNumber.value?.verifiedName;
  return (
    <div class="notice-row">
      <button type="button" class="notice" onClick={() => inspect(message.id)}>
        {message.type === 'system' ? messageSummary(message) : `${author ?? ''}: ${messageSummary(message)}`}
      </button>
      <Failure message={message} />
    </div>
  );
}
