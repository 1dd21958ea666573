import { BoundedList } from '../../engine/history/bounded-list.js';
import type { SimulatorState } from '../../engine/simulator-state.js';
import type { RefusedCall } from '../../http/graph/refused-call.js';
import type { RefusedRequestView } from '../api/index.js';
import { iso } from '../views/time.js';

const REFUSED_LIMIT = 500;

/** The Graph calls that were refused, as many as 500. */
export class RefusedCallsControl {
  private readonly calls = new BoundedList<RefusedRequestView>(REFUSED_LIMIT);

  constructor(private readonly state: SimulatorState) {}

  list(): RefusedRequestView[] {
    return this.calls.toArray().toReversed();
  }

  note({ method, path, error, request }: RefusedCall): void {
    this.calls.add({
      at: iso(this.state.clock.now()),
      method,
      path,
      httpStatus: error.httpStatus,
      code: error.code,
      message: error.message,
      ...(error.details === undefined ? {} : { details: error.details }),
      ...(request === undefined ? {} : { request }),
    });
    this.state.events.tell({ name: 'refused', about: undefined });
  }
}
