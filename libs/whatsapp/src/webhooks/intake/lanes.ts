import { TimedQueue } from './timed-queue.js';

/** What work is done for, such as an event, and when it happened. */
export interface TimedOwner {
  readonly timestamp: number;
}

type Task = () => Promise<void>;

/** What of one conversation runs and waits; it is known as long as something runs. */
class Lane {
  readonly keys = new Set<string>();
  /** Made when the first must wait. */
  waiting?: TimedQueue<Task>;
  running = 0;
  /** The lane that this one has become part of. */
  mergedInto?: Lane;
}

/**
 * Runs what belongs together one after another, the oldest of what waits first, and everything else side by side. One user may be known
 * under several keys: work that carries two of them joins their lanes.
 */
export class Lanes {
  readonly #lanes = new Map<string, Lane>();

  /** How many conversations have something running or waiting. */
  get size(): number {
    return new Set(this.#lanes.values()).size;
  }

  /** Without keys the work belongs to no lane. */
  run<T>(keys: readonly string[], owner: TimedOwner, work: () => Promise<T>): Promise<T> {
    if (keys.length === 0) return work();
    return new Promise<T>((resolve, reject) => {
      const lane = this.laneOf(keys);
      const task = () => work().then(resolve, reject);
      if (lane.running === 0) void this.start(lane, task);
      else (lane.waiting ??= new TimedQueue()).push(owner.timestamp, task);
    });
  }

  private advance(lane: Lane): void {
    if (lane.running > 0) return;
    const task = lane.waiting?.shift();
    if (!task) {
      for (const key of lane.keys) this.#lanes.delete(key);
      return;
    }
    void this.start(lane, task);
  }

  private async start(lane: Lane, task: Task): Promise<void> {
    lane.running += 1;
    await task();
    const root = rootOf(lane);
    root.running -= 1;
    this.advance(root);
  }

  private laneOf(keys: readonly string[]): Lane {
    const [first = new Lane(), ...others] = new Set(keys.flatMap((key) => this.#lanes.get(key) ?? []));
    for (const other of others) this.merge(other, first);
    for (const key of keys) this.add(key, first);
    return first;
  }

  private merge(from: Lane, into: Lane): void {
    if (from.waiting) (into.waiting ??= new TimedQueue()).takeAll(from.waiting);
    for (const key of from.keys) this.add(key, into);
    into.running += from.running;
    from.mergedInto = into;
  }

  private add(key: string, lane: Lane): void {
    lane.keys.add(key);
    this.#lanes.set(key, lane);
  }
}

function rootOf(lane: Lane): Lane {
  let root = lane;
  while (root.mergedInto) root = root.mergedInto;
  return root;
}
