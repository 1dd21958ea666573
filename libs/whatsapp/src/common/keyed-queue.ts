import { TimedQueue } from './timed-queue.js';

/** The owner of some work, such as an event, and the time when it happened. */
export interface TimedOwner {
  readonly timestamp: number;
}

type Task = () => Promise<void>;

/** The work that runs and waits under some keys; it is known as long as some work runs. */
class Queue {
  readonly keys = new Set<string>();
  /** Made when the first must wait. */
  waiting?: TimedQueue<Task>;
  running = 0;
  /** The queue that this one has become part of. */
  mergedInto?: Queue;
}

/**
 * Runs what belongs together one after another, the oldest of what waits first, and everything else side by side. One user may be known
 * under several keys: work that carries two of them joins their queues.
 */
export class KeyedQueue {
  readonly #queues = new Map<string, Queue>();

  /** The number of keys whose work runs or waits. */
  get size(): number {
    return new Set(this.#queues.values()).size;
  }

  /** Runs work in the queues of its keys. Without keys the work belongs to no queue. */
  run<T>(keys: readonly string[], owner: TimedOwner, work: () => Promise<T>): Promise<T> {
    if (keys.length === 0) return work();
    return new Promise<T>((resolve, reject) => {
      const queue = this.queueOf(keys);
      const task = () => work().then(resolve, reject);
      if (queue.running === 0) void this.start(queue, task);
      else (queue.waiting ??= new TimedQueue()).push(owner.timestamp, task);
    });
  }

  private advance(queue: Queue): void {
    if (queue.running > 0) return;
    const task = queue.waiting?.shift();
    if (!task) {
      for (const key of queue.keys) this.#queues.delete(key);
      return;
    }
    void this.start(queue, task);
  }

  private async start(queue: Queue, task: Task): Promise<void> {
    queue.running += 1;
    await task();
    const root = rootOf(queue);
    root.running -= 1;
    this.advance(root);
  }

  private queueOf(keys: readonly string[]): Queue {
    const [first = new Queue(), ...others] = new Set(keys.flatMap((key) => this.#queues.get(key) ?? []));
    for (const other of others) this.merge(other, first);
    for (const key of keys) this.add(key, first);
    return first;
  }

  private merge(from: Queue, into: Queue): void {
    if (from.waiting) (into.waiting ??= new TimedQueue()).takeAll(from.waiting);
    for (const key of from.keys) this.add(key, into);
    into.running += from.running;
    from.mergedInto = into;
  }

  private add(key: string, queue: Queue): void {
    queue.keys.add(key);
    this.#queues.set(key, queue);
  }
}

function rootOf(queue: Queue): Queue {
  let root = queue;
  while (root.mergedInto) root = root.mergedInto;
  return root;
}
