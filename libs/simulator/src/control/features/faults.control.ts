import type { FaultOrder } from '../../engine/faults/fault-order.js';
import type { SimulatorState } from '../../engine/state/simulator-state.js';
import { errorText } from '../../common/error-text.js';
import type { FaultView } from '../api/index.js';
import { ControlError } from './control.error.js';
import { faultView } from '../views/state-views.js';

/** The faults on order. */
export class FaultsControl {
  constructor(private readonly state: SimulatorState) {}

  list(): FaultView[] {
    return this.state.faults.all.map(faultView);
  }

  add(order: FaultOrder): FaultView {
    try {
      const fault = faultView(this.state.faults.add(order));
      this.tell();
      return fault;
    } catch (error) {
      throw new ControlError(errorText(error));
    }
  }

  remove(id: string): void {
    if (!this.state.faults.remove(id)) throw new ControlError(`There is no fault ${id}.`, 404);
    this.tell();
  }

  clear(): void {
    this.state.faults.clear();
    this.tell();
  }

  private tell(): void {
    this.state.events.tell({ name: 'faults', about: undefined });
  }
}
