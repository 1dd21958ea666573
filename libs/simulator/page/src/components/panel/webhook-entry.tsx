import { Fragment } from 'preact';
import type { WebhookView } from '../../../../src/control/api/index.js';
import { dayAndTime, timeOfDay } from '../../format/time.js';
import { attempt } from '../../state/actions.js';
import { client } from '../../state/client.js';
import { Icon } from '../ui/icon.js';
import { JsonView } from '../ui/json-view.js';

interface WebhookEntryProps {
  readonly webhook: WebhookView;
}

/** A line of the webhook log that opens to its payload and its attempts. */
export function WebhookEntry({ webhook }: WebhookEntryProps) {
  const { id, at, attempts, field, state, summary, payload, signature, url, subscription } = webhook;
  const last = attempts.at(-1);
  return (
    <li class="log-entry">
      <details>
        <summary>
          <span class={`dot ${state}`} title={state} />
          <span class="log-text">
            <b>{summary}</b>
            <small>
              {field} · {state}
              {last ? ` · ${last.status ?? last.error ?? ''}` : ''}
              {attempts.length > 1 ? ` · ${attempts.length} tries` : ''}
            </small>
          </span>
          <time dateTime={at} title={dayAndTime(at)}>
            {timeOfDay(at)}
          </time>
        </summary>
        <JsonView label="payload" value={payload} />
        <dl class="facts">
          <dt>To</dt>
          <dd>
            {url} ({subscription})
          </dd>
          <dt>Signature</dt>
          <dd>{signature}</dd>
          {attempts.map((entry, index) => (
            <Fragment key={index}>
              <dt>Try {index + 1}</dt>
              <dd>
                {entry.status === undefined ? (entry.error ?? 'no answer') : `HTTP ${entry.status}`} after{' '}
                {Math.round(entry.tookMs)} ms
                {entry.answer === undefined ? null : <q class="attempt-answer">{entry.answer}</q>}
              </dd>
            </Fragment>
          ))}
        </dl>
        {state === 'retrying' ? (
          <p class="hint">Anything but 200 is delivered again, each time later than before, as Meta does.</p>
        ) : null}
        <button type="button" class="small" onClick={() => void attempt(client.redeliver(id))}>
          <Icon name="refresh" size={15} /> Deliver again
        </button>
      </details>
    </li>
  );
}
