import type { SimulatorState } from '../../engine/state/simulator-state.js';
import { errorText } from '../../common/error-text.js';
import type { ClockView } from '../api/index.js';
import { ControlError } from './control.error.js';
import { clockView } from '../views/state-views.js';

/** The simulated time. */
export class ClockControl {
  constructor(private readonly state: SimulatorState) {}

  view(): ClockView {
    return clockView(this.state);
  }

  async advance(ms: number): Promise<ClockView> {
    this.checkAdvance(ms);
    await this.state.clock.advance(ms);
    return this.changed();
  }

  setSpeed(speed: number): ClockView {
    if (!(speed >= 0)) throw new ControlError(`The speed must be 0 or more, got ${speed}.`);
    this.state.clock.setSpeed(speed);
    return this.changed();
  }

  private checkAdvance(ms: number): void {
    try {
      this.state.clock.after(ms);
    } catch (error) {
      throw new ControlError(errorText(error));
    }
  }

  private changed(): ClockView {
    this.state.events.tell({ name: 'clock', about: undefined });
    return this.view();
  }
}
