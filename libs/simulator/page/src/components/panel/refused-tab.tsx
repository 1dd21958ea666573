import { timeOfDay } from '../../format/time.js';
import { refused } from '../../state/simulator.state.js';
import { JsonView } from '../ui/json-view.js';

/** The calls of the business that were refused, and why. */
export function RefusedTab() {
  if (refused.value.length === 0) return <p class="hint">No call of the business has been refused.</p>;
  return (
    <ul class="log">
      {refused.value.map((call, index) => (
        <li class="log-entry" key={`${call.at} ${refused.value.length - index}`}>
          <details>
            <summary>
              <span class="dot failed" />
              <span class="log-text">
                <b>
                  {call.code} {call.message}
                </b>
                <small>{call.details}</small>
                <small class="one-line">
                  HTTP {call.httpStatus} · {call.method} {call.path}
                </small>
              </span>
              <time dateTime={call.at}>{timeOfDay(call.at)}</time>
            </summary>
            {call.request === undefined ? null : <JsonView label="request" value={call.request} />}
          </details>
        </li>
      ))}
    </ul>
  );
}
