import type { OrderedFault } from '../../engine/faults/fault-order.js';
import type { SimulatedPhoneNumber } from '../../engine/numbers/phone-number.js';
import type { SimulatorState } from '../../engine/state/simulator-state.js';
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

/** A business number as the control API shows it. */
export function numberView(number: SimulatedPhoneNumber): BusinessNumberView {
  return {
    id: number.id,
    displayPhoneNumber: number.displayPhoneNumber,
    verifiedName: number.verifiedName,
    nameStatus: number.nameStatus,
    qualityRating: number.qualityRating,
    throughput: number.throughput,
    messagingLimitTier: number.messagingLimitTier,
    status: number.status,
    restriction: number.restriction,
    allowedRecipients: number.allowedRecipients ?? null,
  };
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
