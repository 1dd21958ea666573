import { ClockSection } from './clock-section.js';
import { FaultsSection } from './faults-section.js';
import { RulesSection } from './rules-section.js';
import { StateSection } from './state-section.js';
import { TemplatesSection } from './templates-section.js';

/** The simulator's own switches. */
export function SimulatorTab() {
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
