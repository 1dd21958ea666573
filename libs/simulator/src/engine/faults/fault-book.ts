import type { SeededRandom } from '../random/seeded-random.js';
import { checkOrder } from './check-order.js';
import type { OrderedFault, FaultEndpoint, FaultKind, FaultOrder } from './fault-order.js';

/** The faults on order, in the order they were ordered in; lots are drawn from the seeded generator. */
export class FaultBook {
  private readonly ordered: OrderedFault[] = [];
  private count = 0;

  constructor(private readonly random: SeededRandom) {}

  get all(): readonly OrderedFault[] {
    return this.ordered;
  }

  /** @throws Error for a fault that makes no sense, or whose answer could not be sent */
  add(order: FaultOrder): OrderedFault {
    checkOrder(order);
    const { count, every, probability } = order;
    const endless = every !== undefined || probability !== undefined;
    this.count += 1;
    const fault: OrderedFault = {
      id: `fault-${this.count}`,
      order,
      chances: 0,
      hits: 0,
      left: count ?? (endless ? Infinity : 1),
    };
    this.ordered.push(fault);
    return fault;
  }

  /** The number of faults that have been ordered, which counts their ids. */
  get total(): number {
    return this.count;
  }

  /** Puts faults in place of all that there are. */
  replace(faults: readonly OrderedFault[], total: number): void {
    this.ordered.splice(0, this.ordered.length, ...faults);
    this.count = total;
  }

  /** @returns whether there was such a fault */
  remove(id: string): boolean {
    const place = this.ordered.findIndex((fault) => fault.id === id);
    if (place === -1) return false;
    this.ordered.splice(place, 1);
    return true;
  }

  clear(): void {
    this.ordered.length = 0;
  }

  /** The fault of this kind that hits now, if any. */
  draw(kind: FaultKind, endpoint: FaultEndpoint = 'any'): FaultOrder | undefined {
    for (const fault of this.ordered) {
      if (fault.order.kind !== kind || !reaches(fault.order.endpoint ?? 'messages', endpoint, kind)) continue;
      if (!this.hits(fault)) continue;
      fault.hits += 1;
      fault.left -= 1;
      if (fault.left <= 0) this.remove(fault.id);
      return fault.order;
    }
    return undefined;
  }

  private hits(fault: OrderedFault): boolean {
    const { every, probability } = fault.order;
    fault.chances += 1;
    if (every !== undefined && fault.chances % every !== 0) return false;
    return probability === undefined || this.random.next() < probability;
  }
}

/** A webhook's fault has no endpoint. */
function reaches(ordered: FaultEndpoint, endpoint: FaultEndpoint, kind: FaultKind): boolean {
  return kind.startsWith('webhook_') || ordered === 'any' || ordered === endpoint;
}
