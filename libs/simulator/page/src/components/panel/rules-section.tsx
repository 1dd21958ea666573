import { attempt } from '../../state/actions.js';
import { client } from '../../state/client.js';
import { rules } from '../../state/simulator.state.js';
import { Switch } from '../ui/switch.js';

const LABELS: Readonly<Partial<Record<string, string>>> = {
  customerServiceWindow: 'Customer service window',
  templates: 'Templates and their parameters',
  throughput: 'Throughput of the number',
  pairRateLimit: 'Messages to one person',
  messagingLimit: 'Messaging limit',
  optOut: 'Opt-out of marketing',
  blocking: 'Blocked users',
  onWhatsApp: 'Recipient is on WhatsApp',
  reactions: 'Reactions',
  media: 'Media',
  links: 'Fetching of links',
  timeToLive: 'Time-to-live',
  groups: 'Groups',
  ownNumber: 'Recipient is not the sender',
  accountState: 'State of the account',
  allowedRecipients: 'List of a test number',
  oneTimeCodes: 'One-time codes to numbers only',
  flows: 'State of flows',
  identityKey: 'Identity of the recipient',
  callPermissionRequests: 'Requests to call',
  experiment: 'People in an experiment',
  unitedStatesMarketing: 'No marketing to the US',
  marketingCap: 'Marketing a day',
  readReceipts: 'Read receipts',
};

/** Meta's rules, each of which can be left out. */
export function RulesSection() {
  const current = rules.value;
  if (!current) return null;
  return (
    <section>
      <h3>Meta’s rules</h3>
      <div class="button-row">
        <button type="button" class="small" onClick={() => void attempt(client.setRules('meta'))}>
          All as Meta
        </button>
        <button type="button" class="small" onClick={() => void attempt(client.setRules('lenient'))}>
          Lenient
        </button>
      </div>
      {Object.entries(current).map(([name, kept]) => (
        <Switch
          key={name}
          label={LABELS[name] ?? name}
          checked={kept}
          onChange={(keep) => void attempt(client.setRules({ [name]: keep }))}
        />
      ))}
    </section>
  );
}
