import { useState } from 'preact/hooks';
import type { FaultKind, FaultView } from '../../../../src/control/api/index.js';
import { attempt } from '../../state/actions.js';
import { client } from '../../state/client.js';
import { faults } from '../../state/simulator.state.js';
import { IconButton } from '../ui/icon-button.js';
import { SelectField } from '../ui/select-field.js';
import { TextField } from '../ui/text-field.js';

const KINDS: readonly (readonly [FaultKind, string])[] = [
  ['error', 'Refuse with an error'],
  ['failed_status', 'Accept, then fail'],
  ['latency', 'Answer late'],
  ['reset_before', 'Reset before acceptance'],
  ['reset_after', 'Reset after acceptance'],
  ['half_response', 'Half an answer'],
  ['webhook_duplicate', 'Webhook twice'],
  ['webhook_reorder', 'Webhooks out of order'],
  ['webhook_loss', 'Webhook lost'],
];
const WHEN = [
  ['count', 'The next …'],
  ['every', 'Every …th'],
  ['probability', 'With a probability of … %'],
] as const;

/** The faults that are ordered. */
export function FaultsSection() {
  const [kind, setKind] = useState<FaultKind>('error');
  const [when, setWhen] = useState<(typeof WHEN)[number][0]>('count');
  const [amount, setAmount] = useState('1');
  const [code, setCode] = useState('130429');
  const [latencyMs, setLatencyMs] = useState('3000');
  const withCode = kind === 'error' || kind === 'failed_status';
  const add = () =>
    void attempt(
      client.addFault({
        kind,
        [when]: when === 'probability' ? Number(amount) / 100 : Number(amount),
        ...(withCode ? { code: Number(code) } : {}),
        ...(kind === 'latency' ? { latencyMs: Number(latencyMs) } : {}),
      }),
    );
  return (
    <section>
      <h3>Faults</h3>
      <ul class="faults">
        {faults.value.map((fault) => (
          <li key={fault.id}>
            <span>
              {describe(fault)}
              <small>
                hit {fault.hits}
                {fault.left === null ? '' : ` · ${fault.left} left`}
              </small>
            </span>
            <IconButton
              icon="close"
              size={16}
              label={`Remove the fault: ${describe(fault)}`}
              onClick={() => void attempt(client.removeFault(fault.id))}
            />
          </li>
        ))}
      </ul>
      <form
        class="fault-form"
        onSubmit={(event) => {
          event.preventDefault();
          add();
        }}
      >
        <SelectField label="What goes wrong" value={kind} options={KINDS} onChange={setKind} />
        {withCode ? (
          <TextField label="Error code" type="number" required value={code} onInput={setCode} />
        ) : null}
        {kind === 'latency' ? (
          <TextField
            label="Milliseconds"
            type="number"
            min="1"
            required
            value={latencyMs}
            onInput={setLatencyMs}
          />
        ) : null}
        <SelectField label="When" value={when} options={WHEN} onChange={setWhen} />
        <TextField
          label={when === 'probability' ? 'Per cent' : 'How many'}
          type="number"
          min="1"
          required
          value={amount}
          onInput={setAmount}
        />
        <button class="small">Order the fault</button>
      </form>
    </section>
  );
}

function describe(fault: FaultView): string {
  const what = KINDS.find(([kind]) => kind === fault.kind)?.[1] ?? fault.kind;
  const details = [
    fault.code === undefined ? '' : String(fault.code),
    fault.latencyMs === undefined ? '' : `${fault.latencyMs} ms`,
    fault.every === undefined ? '' : `every ${fault.every}.`,
    fault.probability === undefined ? '' : `${Math.round(fault.probability * 100)} %`,
  ];
  return [what, ...details].filter((part) => part !== '').join(' · ');
}
