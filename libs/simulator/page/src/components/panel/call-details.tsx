import type { CallView } from '../../../../src/control/api/index.js';
import { callLabel } from '../../format/call-label.js';
import { dayAndTime } from '../../format/time.js';
import { simulatedNow } from '../../state/simulator.state.js';

interface CallDetailsProps {
  readonly call: CallView;
}

/** The selected call: who called, how it went and when. */
export function CallDetails({ call }: CallDetailsProps) {
  const { id, direction, at, acceptedAt, endedAt } = call;
  const steps = [
    ['Rang', at],
    ['Answered', acceptedAt],
    ['Ended', endedAt],
  ] as const;
  return (
    <section>
      <h3>{direction === 'inbound' ? 'From the person' : 'From the business'} · call</h3>
      <p class="message-id">{id}</p>
      <p>{callLabel(call, simulatedNow.value)}</p>
      <ol class="steps" aria-label="Life of the call">
        {steps.map(([label, time]) =>
          time === undefined ? null : (
            <li key={label}>
              <b>{label}</b>
              <time dateTime={time}>{dayAndTime(time)}</time>
            </li>
          ),
        )}
      </ol>
      {direction === 'inbound' && call.state === 'ringing' ? (
        <p class="hint">
          The business answers by its API: POST to <code>calls</code> with <code>action</code> accept or
          reject, and this id as <code>call_id</code>.
        </p>
      ) : null}
    </section>
  );
}
