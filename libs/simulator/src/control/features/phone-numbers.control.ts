import type { SimulatorState } from '../../engine/simulator-state.js';
import { errorText } from '../../error-text.js';
import type { BusinessNumberChanges, BusinessNumberView } from '../api/index.js';
import { ControlError } from '../control.error.js';
import { numberView } from '../views/state-views.js';
import { findNumber } from './lookup.js';

/** The business numbers: how fast they may send, and what keeps them from it. */
export class PhoneNumbersControl {
  constructor(private readonly state: SimulatorState) {}

  list(): BusinessNumberView[] {
    const { phoneNumbers } = this.state;
    return phoneNumbers.ids.map((id) => numberView(findNumber(this.state, id).number));
  }

  update(id: string, { allowedRecipients, ...changes }: BusinessNumberChanges): BusinessNumberView {
    findNumber(this.state, id);
    const allowed =
      allowedRecipients === undefined ? {} : { allowedRecipients: allowedRecipients ?? undefined };
    try {
      return numberView(this.state.phoneNumbers.update(id, { ...changes, ...allowed }));
    } catch (error) {
      throw new ControlError(errorText(error));
    }
  }
}
