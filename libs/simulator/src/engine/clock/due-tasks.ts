/** Something to be done at a time. */
export interface DueTask {
  /** Milliseconds since 1970, simulated. */
  readonly due: number;
  readonly order: number;
  readonly run: () => void | Promise<void>;
  /** Called instead of `run` when the clock stops. */
  readonly dropped: (() => void) | undefined;
  cancelled: boolean;
}

/** Tasks by the time they fall due: a binary heap, so that ten thousands of them cost little. */
export class DueTasks {
  private readonly heap: DueTask[] = [];

  get first(): DueTask | undefined {
    return this.heap[0];
  }

  add(task: DueTask): void {
    const { heap } = this;
    let place = heap.length;
    heap.push(task);
    while (place > 0) {
      const parent = (place - 1) >> 1;
      const above = heap[parent];
      if (above === undefined || !isBefore(task, above)) break;
      heap[place] = above;
      place = parent;
    }
    heap[place] = task;
  }

  /** Takes the task that falls due first. */
  take(): DueTask | undefined {
    const { heap } = this;
    const [first] = heap;
    const last = heap.pop();
    if (first === undefined || last === undefined || heap.length === 0) return first;
    let place = 0;
    for (;;) {
      const left = 2 * place + 1;
      const [a, b] = [heap[left], heap[left + 1]];
      if (a === undefined) break;
      const smaller = b !== undefined && isBefore(b, a) ? left + 1 : left;
      const below = heap[smaller];
      if (below === undefined || !isBefore(below, last)) break;
      heap[place] = below;
      place = smaller;
    }
    heap[place] = last;
    return first;
  }

  /** Takes all, in no order. */
  clear(): DueTask[] {
    return this.heap.splice(0);
  }
}

function isBefore(a: DueTask, b: DueTask): boolean {
  return a.due < b.due || (a.due === b.due && a.order < b.order);
}
