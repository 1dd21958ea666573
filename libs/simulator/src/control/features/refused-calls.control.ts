import { BoundedList } from '../../engine/history/bounded-list.js';
import type { SimulatorState } from '../../engine/state/simulator-state.js';
import type { RefusedCall } from '../../http/graph/routing/refused-call.js';
import type { RefusedRequestView } from '../api/index.js';
import { iso } from '../views/time.js';

const REFUSED_LIMIT = 500;
/** The most that is kept of a call's body, in characters of JSON. */
const REQUEST_LIMIT = 16 * 1024;

/** The Graph calls that were refused, as many as 500; of each request the first 16384 characters. */
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
      ...(request === undefined ? {} : { request: cut(request) }),
    });
    this.state.events.tell({ name: 'refused', about: undefined });
  }
}

/** The request as it is, or the beginning of its text where it is long. */
function cut(request: unknown): unknown {
  const text = typeof request === 'string' ? request : (JSON.stringify(request) ?? '');
  if (text.length <= REQUEST_LIMIT) return request;
  // Through a buffer: a slice alone would keep the whole text in memory.
  const beginning = Buffer.from(text.slice(0, REQUEST_LIMIT)).toString();
  return `${beginning}… (${text.length} characters)`;
}
