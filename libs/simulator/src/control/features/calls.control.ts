import type { SimulatorState } from '../../engine/state/simulator-state.js';
import type { CallView } from '../api/index.js';
import { ControlError } from './control.error.js';
import { callView } from '../views/call-view.js';

/** The calls between people and the business. */
export class CallsControl {
  constructor(private readonly state: SimulatorState) {}

  list(): CallView[] {
    return this.state.calls.all.map(callView);
  }

  get(id: string): CallView {
    const call = this.state.calls.find(id);
    if (!call) throw new ControlError(`There is no call ${id}, or it is too long ago.`, 404);
    return callView(call);
  }
}
