import type { CallView } from '../../../../src/control/api/index.js';
import { callLabel } from '../../format/call-label.js';
import { actAs } from '../../state/actions.js';
import { businessName, nameOf } from '../../state/authors.js';
import { selectPerson } from '../../state/selection.state.js';
import { simulatedNow } from '../../state/simulator.state.js';
import { runningCalls } from '../../state/timeline.js';
import { Avatar } from '../ui/avatar.js';
import { Icon } from '../ui/icon.js';

/** The phones that ring at present and the calls that are talked in, whosever chat is open. */
export function CallBanners() {
  return (
    <>
      {runningCalls.value.map((call) => (
        <CallBanner key={call.id} call={call} />
      ))}
    </>
  );
}

function CallBanner({ call }: { readonly call: CallView }) {
  const { id: callId, personId, direction, state } = call;
  const name = nameOf(personId) ?? 'Somebody';
  const rings = state === 'ringing' && direction === 'outbound';
  const what = state === 'accepted' ? `${name} talks with ${businessName()}` : undefined;
  const ringing = rings ? `${businessName()} calls ${name}` : `${name} calls ${businessName()}`;
  return (
    <div class={`call-banner ${state}`} role={rings ? 'alert' : 'status'} aria-label={what ?? ringing}>
      <button
        type="button"
        class="call-who"
        title={`Open the chat of ${name}`}
        onClick={() => selectPerson(personId)}
      >
        <Avatar id={personId} name={name} size={40} />
        <span class="file-text">
          <b>{what ?? ringing}</b>
          <small aria-live="off">{callLabel(call, simulatedNow.value)}</small>
        </span>
      </button>
      {rings ? (
        <>
          <CallButton
            label="Decline"
            danger
            onPress={() => void actAs(personId, { action: 'reject_call', callId })}
          />
          <CallButton
            label="Accept"
            onPress={() => void actAs(personId, { action: 'accept_call', callId })}
          />
        </>
      ) : (
        <CallButton
          label="Hang up"
          danger
          onPress={() => void actAs(personId, { action: 'end_call', callId })}
        />
      )}
    </div>
  );
}

interface CallButtonProps {
  readonly label: string;
  readonly danger?: boolean;
  readonly onPress: () => void;
}

function CallButton({ label, danger = false, onPress }: CallButtonProps) {
  return (
    <button type="button" class={`call-button ${danger ? 'danger' : ''}`} onClick={onPress}>
      <Icon name={danger ? 'hang-up' : 'phone'} size={18} />
      {label}
    </button>
  );
}
