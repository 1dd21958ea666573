import type { MessageView } from '../../../../src/control/api/index.js';
import { messageSummary } from '../../format/message-summary.js';
import { authorOf } from '../../state/authors.js';
import { inspect } from '../../state/selection.state.js';
import { Failure } from './failure.js';

interface NoticeProps {
  readonly message: MessageView;
}

/** Something that happened between the bubbles: a reaction, a changed number. Pressing it shows its JSON. */
export function Notice({ message }: NoticeProps) {
  return (
    <div class="notice-row">
      <button type="button" class="notice" onClick={() => inspect(message.id)}>
        {message.type === 'system'
          ? messageSummary(message)
          : `${authorOf(message)}: ${messageSummary(message)}`}
      </button>
      <Failure message={message} />
    </div>
  );
}
