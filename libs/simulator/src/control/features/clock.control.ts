import type { SimulatorState } from '../../engine/simulator-state.js';
import type { ClockView } from '../api/index.js';
import { ControlError } from '../control.error.js';
import { clockView } from '../views/state-views.js';

/** The simulated time. */
export class ClockControl {
  constructor(private readonly state: SimulatorState) {}

  view(): ClockView {
    return clockView(this.state);
  }

  async advance(ms: number): Promise<ClockView> {
    if (!(ms >= 0)) throw new ControlError(`The clock only goes forwards: ms must be 0 or more, got ${ms}.`);
    await this.state.clock.advance(ms);
    return this.changed();
  }

  setSpeed(speed: number): ClockView {
    if (!(speed >= 0)) throw new ControlError(`The speed must be 0 or more, got ${speed}.`);
    this.state.clock.setSpeed(speed);
    return this.changed();
  }

  private changed(): ClockView {
    this.state.events.tell({ name: 'clock', about: undefined });
    return this.view();
  }
}
