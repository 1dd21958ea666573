import type { RunSlots } from './run-slots.js';

/** What work is done for, such as an event, and when it happened. */
export interface TimedOwner {
  readonly timestamp: number;
}

interface Task {
  readonly at: number;
  readonly start: () => Promise<void>;
}

/** What of one conversation runs and waits. */
class Lane {
  readonly keys = new Set<string>();
  readonly waiting: Task[] = [];
  running = 0;
  /** The lane that this one has become part of. */
  mergedInto?: Lane;

  /** Behind everything that is as old or older. */
  insert(task: Task): void {
    let index = this.waiting.length;
    while (index > 0 && (this.waiting[index - 1]?.at ?? 0) > task.at) index -= 1;
    this.waiting.splice(index, 0, task);
  }
}

/**
 * Runs what belongs together one after another, the oldest of what waits first, and everything else side by side as far as there
 * are slots. One user may be known under several keys: work that carries two of them joins their lanes.
 */
export class Lanes {
  readonly #lanes = new Map<string, Lane>();

  constructor(private readonly slots: RunSlots) {}

  /** How many conversations have something running or waiting. */
  get size(): number {
    return new Set(this.#lanes.values()).size;
  }

  /** Without keys the work belongs to no lane. */
  run<T>(keys: readonly string[], owner: TimedOwner, work: () => Promise<T>): Promise<T> {
    if (keys.length === 0) return this.slots.run(owner, work);
    return new Promise<T>((resolve, reject) => {
      const lane = this.laneOf(keys);
      const start = () => this.slots.run(owner, work).then(resolve, reject);
      lane.insert({ at: owner.timestamp, start });
      this.advance(lane);
    });
  }

  private advance(lane: Lane): void {
    if (lane.running > 0) return;
    const task = lane.waiting.shift();
    if (!task) {
      for (const key of lane.keys) this.#lanes.delete(key);
      return;
    }
    void this.start(lane, task);
  }

  private async start(lane: Lane, task: Task): Promise<void> {
    lane.running += 1;
    await task.start();
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
    for (const task of from.waiting.splice(0)) into.insert(task);
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
