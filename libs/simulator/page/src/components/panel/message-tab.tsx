import { useEffect, useState } from 'preact/hooks';
import type { WebhookView } from '../../../../src/control/api/index.js';
import { stateLabel } from '../../format/message-state.js';
import { dayAndTime } from '../../format/time.js';
import { client } from '../../state/client.js';
import { selectedCall, selectedMessage } from '../../state/selection.state.js';
import { webhooks } from '../../state/simulator.state.js';
import { Failure } from '../chat/failure.js';
import { JsonView } from '../ui/json-view.js';
import { CallDetails } from './call-details.js';
import { ReceiptList } from './receipt-list.js';
import { WebhookEntry } from './webhook-entry.js';

/** The selected message or call: its life, the request, the answer, and the webhooks about it. */
export function MessageTab() {
  const message = selectedMessage.value;
  const call = selectedCall.value;
  const told = useWebhooks((message ?? call)?.webhookIds ?? NONE);
  if (call) {
    return (
      <>
        <CallDetails call={call} />
        <ToldBy webhooks={told} />
      </>
    );
  }
  if (!message) return <p class="hint">Select a message to see its request, its answer and its webhooks.</p>;
  return (
    <>
      <section>
        <h3>
          {message.direction === 'inbound' ? 'From the person' : 'From the business'} · {message.type}
        </h3>
        <p class="message-id">{message.id}</p>
        <ol class="steps" aria-label="Life of the message">
          {message.steps.map((step, index) => (
            <li key={index} class={step.state}>
              <b>{stateLabel({ ...message, state: step.state })}</b>
              <time dateTime={step.at}>{dayAndTime(step.at)}</time>
            </li>
          ))}
        </ol>
        <Failure message={message} />
      </section>
      <ReceiptList message={message} />
      {message.request === undefined ? null : (
        <section>
          <h3>Request</h3>
          <JsonView label="request" value={message.request} />
        </section>
      )}
      {message.response === undefined ? null : (
        <section>
          <h3>Answer</h3>
          <JsonView label="answer" value={message.response} />
        </section>
      )}
      <ToldBy webhooks={told} />
    </>
  );
}

function ToldBy({ webhooks: told }: { readonly webhooks: readonly WebhookView[] }) {
  return (
    <section>
      <h3>Webhooks</h3>
      {told.length === 0 ? <p class="hint">No webhook has told of it.</p> : null}
      <ul class="log">
        {told.map((webhook) => (
          <WebhookEntry key={webhook.id} webhook={webhook} />
        ))}
      </ul>
    </section>
  );
}

const NONE: readonly string[] = [];

/** The webhooks that the log has; older ones are fetched. */
function useWebhooks(ids: readonly string[]): readonly WebhookView[] {
  const [fetched, setFetched] = useState<readonly WebhookView[]>([]);
  const missing = ids.filter((id) => ![...webhooks.value, ...fetched].some((webhook) => webhook.id === id));
  const missed = missing.join(' ');
  useEffect(() => {
    if (missed === '') return;
    void Promise.all(missed.split(' ').map((id) => client.webhook(id).catch(() => undefined))).then((found) =>
      setFetched(found.filter((webhook) => webhook !== undefined)),
    );
  }, [missed]);
  return ids.flatMap((id) => [...webhooks.value, ...fetched].find((webhook) => webhook.id === id) ?? []);
}
