import { duration } from '../../format/time.js';
import { businessName } from '../../state/authors.js';
import { selectedConversation, selectedGroupId, selectedMessages } from '../../state/selection.state.js';
import { simulatedNow } from '../../state/simulator.state.js';
import { Icon } from '../ui/icon.js';

/** A note that Meta's pair limit holds an answer back. It shows only while somebody waits for one. */
export function PauseNote() {
  const pause = selectedConversation.value?.pairPause;
  const waits = selectedMessages.value.at(-1)?.direction === 'inbound';
  const now = simulatedNow.value;
  if (!pause || !waits || selectedGroupId.value !== undefined) return null;
  if (now < Date.parse(pause.from) || now >= Date.parse(pause.until)) return null;
  return (
    <div class="notice-row">
      <p class="notice pause-note" role="note">
        <Icon name="clock" size={15} />
        <span>
          <b>
            Meta’s pair limit: {businessName()} may write again in{' '}
            {duration(Date.parse(pause.until) - now + 999)}.
          </b>{' '}
          One message in 6 seconds to the same person; what a burst has borrowed is repaid first. The answer
          waits so long, and the webhook may come twice.
        </span>
      </p>
    </div>
  );
}
