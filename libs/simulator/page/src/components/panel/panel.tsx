import { panelOpen, panelTab, selectedGroup, type PanelTab } from '../../state/selection.state.js';
import { refused } from '../../state/simulator.state.js';
import { IconButton } from '../ui/icon-button.js';
import { MessageTab } from './message-tab.js';
import { PersonTab } from './person-tab.js';
import { RefusedTab } from './refused-tab.js';
import { WebhooksTab } from './webhooks-tab.js';
import { ClockSection } from './clock-section.js';
import { FaultsSection } from './faults-section.js';
import { RulesSection } from './rules-section.js';
import { StateSection } from './state-section.js';
import { TemplatesSection } from './templates-section.js';

/** The simulator's own switches. */
function SimulatorTab() {
  return (
    <>
      <ClockSection />
      <FaultsSection />
      <RulesSection />
      <TemplatesSection />
      <StateSection />
    </>
  );
}

const TABS: readonly (readonly [PanelTab, string])[] = [
  ['message', 'Message'],
  ['webhooks', 'Webhooks'],
  ['refused', 'Refused'],
  ['person', 'Person'],
  ['simulator', 'Simulator'],
];

const CONTENTS = {
  message: MessageTab,
  webhooks: WebhooksTab,
  refused: RefusedTab,
  person: PersonTab,
  simulator: SimulatorTab,
} satisfies Record<PanelTab, () => unknown>;

/** The side for developers: JSON, webhooks, and the switches. */
export function Panel() {
  const open = panelTab.value;
  const Content = CONTENTS[open];
  return (
    <aside class="panel" aria-label="Panel">
      <header class="panel-header">
        <div role="tablist" aria-label="Panel" onKeyDown={moveTab}>
          {TABS.map(([tab, label]) => (
            <button
              key={tab}
              type="button"
              role="tab"
              id={`tab-${tab}`}
              aria-selected={tab === open}
              aria-controls="panel-content"
              tabIndex={tab === open ? 0 : -1}
              onClick={() => (panelTab.value = tab)}
            >
              {tab === 'person' && selectedGroup.value ? 'Group' : label}
              {tab === 'refused' && refused.value.length > 0 ? (
                <span class="count">{refused.value.length}</span>
              ) : null}
            </button>
          ))}
        </div>
        <IconButton icon="close" label="Close the panel" onClick={() => (panelOpen.value = false)} />
      </header>
      <div
        id="panel-content"
        class="panel-content"
        role="tabpanel"
        aria-labelledby={`tab-${open}`}
        tabIndex={0}
      >
        <Content />
      </div>
    </aside>
  );
}

function moveTab(event: KeyboardEvent): void {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (step === undefined || !(event.currentTarget instanceof HTMLElement)) return;
  const index = TABS.findIndex(([tab]) => tab === panelTab.value);
  const next = TABS[(index + step + TABS.length) % TABS.length];
  if (!next) return;
  event.preventDefault();
  panelTab.value = next[0];
  event.currentTarget.querySelector<HTMLElement>(`#tab-${next[0]}`)?.focus();
}
