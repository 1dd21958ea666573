import type { OrderedFault } from '../../engine/faults/fault-order.js';
import type { SimulatorState } from '../../engine/simulator-state.js';
import type { TemplateDefinition } from '../../engine/templates/template-definition.js';
import type { BusinessNumberView, ClockView, FaultView, TemplateView } from '../api/index.js';
import { iso } from './time.js';

/** The clock as the control API shows it. */
export function clockView({ clock }: SimulatorState): ClockView {
  return { now: iso(clock.now()), speed: clock.speed };
}

/** A fault as the control API shows it. */
export function faultView({ id, order, hits, left }: OrderedFault): FaultView {
  // What is not given has no member, not one that is undefined.
  const given: FaultView = JSON.parse(
    JSON.stringify({ ...order, id, hits, left: left === Infinity ? null : left }),
  );
  return given;
}

/** The business numbers as the control API shows them. */
export function numberViews({ phoneNumbers }: SimulatorState): BusinessNumberView[] {
  return phoneNumbers.ids.flatMap((id) => {
    const number = phoneNumbers.find(id)?.number;
    if (!number) return [];
    const { displayPhoneNumber, verifiedName, qualityRating, throughput, status } = number;
    return [{ id, displayPhoneNumber, verifiedName, qualityRating, throughput, status }];
  });
}

/** A template as the control API shows it. */
export function templateView(template: TemplateDefinition): TemplateView {
  return {
    id: template.id,
    name: template.name,
    language: template.language,
    category: template.category,
    status: template.status,
    qualityScore: template.qualityScore,
    rejectedReason: template.rejectedReason,
    parameterFormat: template.parameterFormat,
    components: template.components,
  };
}
