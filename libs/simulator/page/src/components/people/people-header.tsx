import { dayAndTime, timeOfDay } from '../../format/time.js';
import { numbers, clockSpeed, connection, simulatedNow } from '../../state/simulator.state.js';
import { selectedNumberId, selectNumber, showPanel } from '../../state/selection.state.js';
import { isDark, toggleTheme } from '../../state/theme.state.js';
import { IconButton } from '../ui/icon-button.js';
import { Icon } from '../ui/icon.js';

const CONNECTIONS = { connecting: 'Connecting …', live: 'Live', lost: 'Trying again …' };

/** The heading of the page: its name, whether it is live, and the simulated time. */
export function PeopleHeader() {
  const dark = isDark();
  return (
    <header class="people-header">
      <div class="brand">
        <span class="brand-icon">
          <Icon name="chat" />
        </span>
        <div>
          <h1>WhatsApp simulator</h1>
          <p class="brand-facts">
            <span class={`connection ${connection.value}`} role="status">
              {CONNECTIONS[connection.value]}
            </span>
            <button
              type="button"
              class="clock-chip"
              title={`Simulated time: ${dayAndTime(simulatedNow.value)}`}
              onClick={() => showPanel('simulator')}
            >
              <Icon name="clock" size={14} />
              <span class="visually-hidden">Simulated time </span>
              {timeOfDay(simulatedNow.value)}
              {clockSpeed.value === 1 ? null : <b>×{clockSpeed.value}</b>}
            </button>
          </p>
        </div>
      </div>
      <IconButton
        icon={dark ? 'sun' : 'moon'}
        label={dark ? 'Light theme' : 'Dark theme'}
        onClick={toggleTheme}
      />
      {numbers.value.length > 1 ? (
        <select
          class="number-select"
          aria-label="Business number"
          value={selectedNumberId.value}
          onChange={(event) => selectNumber(event.currentTarget.value)}
        >
          {numbers.value.map(({ id, displayPhoneNumber, verifiedName }) => (
            <option key={id} value={id}>
              {verifiedName} · {displayPhoneNumber}
            </option>
          ))}
        </select>
      ) : null}
    </header>
  );
}
