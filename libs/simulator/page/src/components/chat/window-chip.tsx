import { dayAndTime, duration } from '../../format/time.js';
import { simulatedNow } from '../../state/simulator.state.js';
import { selectedConversation } from '../../state/selection.state.js';
import { Icon } from '../ui/icon.js';

const SOON_MS = 2 * 60 * 60 * 1000;

/** The time for which the business may still write freely. */
export function WindowChip() {
  const until = selectedConversation.value?.windowOpenUntil;
  const left = until ? Date.parse(until) - simulatedNow.value : 0;
  if (!until || left <= 0) {
    return (
      <span
        class="window-chip closed"
        title="The customer service window is closed: only templates reach this person."
      >
        <Icon name="clock" size={15} />
        <span>
          <span class="wide-only">Window </span>closed
        </span>
      </span>
    );
  }
  return (
    <span
      class={left < SOON_MS ? 'window-chip soon' : 'window-chip open'}
      title={`The customer service window is open until ${dayAndTime(until)} (simulated time).`}
    >
      <Icon name="clock" size={15} />
      <span>
        <span class="wide-only">Window open: </span>
        {duration(left)}
      </span>
    </span>
  );
}
