import type { SimulatorEngine } from '../../engine/simulator-engine.js';
import { errorText } from '../../common/error-text.js';
import type { BusinessNumberChanges, BusinessNumberView } from '../api/index.js';
import { ControlError } from './control.error.js';
import { numberView } from '../views/state-views.js';
import { findNumber } from './lookup.js';

/** The business numbers: how fast they may send, and what keeps them from it. */
export class PhoneNumbersControl {
  constructor(private readonly engine: SimulatorEngine) {}

  list(): BusinessNumberView[] {
    const { state } = this.engine;
    return state.phoneNumbers.ids.map((id) => numberView(findNumber(state, id).number));
  }

  update(id: string, { allowedRecipients, pin, ...changes }: BusinessNumberChanges): BusinessNumberView {
    const { state, numberChanges } = this.engine;
    const entry = findNumber(state, id);
    const allowed =
      allowedRecipients === undefined ? {} : { allowedRecipients: allowedRecipients ?? undefined };
    try {
      const number = numberChanges.update(id, { ...changes, ...allowed });
      if (pin !== undefined) numberChanges.setPin(entry, pin ?? undefined);
      return numberView(number);
    } catch (error) {
      throw new ControlError(errorText(error));
    }
  }
}
