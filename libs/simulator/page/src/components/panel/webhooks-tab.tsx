import { useEffect, useState } from 'preact/hooks';
import { attempt } from '../../state/actions.js';
import { client } from '../../state/client.js';
import { subscriptions, webhooks } from '../../state/simulator.state.js';
import { TextField } from '../ui/text-field.js';
import { WebhookEntry } from './webhook-entry.js';

/** The targets of webhooks, and the newest webhooks. */
export function WebhooksTab() {
  const url = subscriptions.value[0]?.url ?? '';
  const [draft, setDraft] = useState(url);
  useEffect(() => setDraft(url), [url]);
  const save = () => void attempt(client.setWebhookUrl(draft.trim() === '' ? null : draft.trim()));
  return (
    <>
      <form
        class="inline-form"
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <TextField
          label="Webhook URL"
          type="url"
          value={draft}
          onInput={setDraft}
          placeholder="http://127.0.0.1:3000/webhooks/whatsapp"
        />
        <button class="small" disabled={draft === url}>
          Save
        </button>
      </form>
      {webhooks.value.length === 0 ? <p class="hint">No webhook has gone out yet.</p> : null}
      <ul class="log">
        {webhooks.value.map((webhook) => (
          <WebhookEntry key={webhook.id} webhook={webhook} />
        ))}
      </ul>
    </>
  );
}
