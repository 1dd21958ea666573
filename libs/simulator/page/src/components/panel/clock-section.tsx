import { dayAndTime } from '../../format/time.js';
import { attempt } from '../../state/actions.js';
import { client } from '../../state/client.js';
import { clockSpeed, setClock, simulatedNow } from '../../state/simulator.state.js';
import { SelectField } from '../ui/select-field.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const STEPS = [
  ['+10 min', 10 * MINUTE],
  ['+1 h', HOUR],
  ['+24 h', 24 * HOUR],
  ['+30 days', 30 * 24 * HOUR],
] as const;
const SPEEDS = [
  ['0', 'Stands still'],
  ['1', 'Real time'],
  ['60', 'A minute a second'],
  ['3600', 'An hour a second'],
] as const;

/** The simulated time: moved on, sped up, stopped. */
export function ClockSection() {
  const speed = String(clockSpeed.value);
  const known = SPEEDS.some(([value]) => value === speed);
  const options: readonly (readonly [string, string])[] = known ? SPEEDS : [...SPEEDS, [speed, `×${speed}`]];
  return (
    <section>
      <h3>Clock</h3>
      <p class="clock-now">{dayAndTime(simulatedNow.value)}</p>
      <div class="button-row">
        {STEPS.map(([label, ms]) => (
          <button key={label} type="button" class="small" onClick={() => void advance(ms)}>
            {label}
          </button>
        ))}
      </div>
      <SelectField
        label="Speed"
        value={speed}
        options={options}
        onChange={(value) => void attempt(client.setSpeed(Number(value)).then(setClock))}
      />
    </section>
  );
}

async function advance(ms: number): Promise<void> {
  const clock = await attempt(client.advance(ms));
  if (clock) setClock(clock);
}
