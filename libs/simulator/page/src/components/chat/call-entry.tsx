import type { CallView } from '../../../../src/control/api/index.js';
import { callLabel } from '../../format/call-label.js';
import { dayAndTime, timeOfDay } from '../../format/time.js';
import { inspect, selectedMessageId } from '../../state/selection.state.js';
import { simulatedNow } from '../../state/simulator.state.js';
import { Icon } from '../ui/icon.js';

interface CallEntryProps {
  readonly call: CallView;
}

/** A call between the bubbles, on the side of who called. Pressing it shows its webhooks. */
export function CallEntry({ call }: CallEntryProps) {
  const own = call.direction === 'inbound';
  const missed = call.state === 'ended' && call.ending !== 'completed';
  return (
    <div class={`bubble-row ${own ? 'right' : 'left'}`}>
      <button
        type="button"
        class={`bubble call-entry ${missed ? 'missed' : ''}`}
        data-call-id={call.id}
        data-state={call.ending ?? call.state}
        aria-current={selectedMessageId.value === call.id ? 'true' : undefined}
        onClick={() => inspect(call.id)}
      >
        <span class="call-icon">
          <Icon name="phone" size={20} />
        </span>
        <span class="file-text">
          <b>{missed && !own ? 'Missed voice call' : 'Voice call'}</b>
          <small>{callLabel(call, simulatedNow.value)}</small>
        </span>
        <time class="call-time" dateTime={call.at} title={dayAndTime(call.at)}>
          {timeOfDay(call.at)}
        </time>
      </button>
    </div>
  );
}
