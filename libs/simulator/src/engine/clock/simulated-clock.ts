import { DueTasks, type DueTask } from './due-tasks.js';
import { checkedTime } from './time-range.js';

/** setTimeout takes no longer time than this, in milliseconds. */
const LONGEST_TIMEOUT = 2_147_483_647;

/**
 * The simulator's own time: it goes as the real one does, can be sped up, stopped and moved on. Whatever happens later
 * (a status, a repeated webhook, a template's review) is scheduled here.
 */
export class SimulatedClock {
  private readonly tasks = new DueTasks();
  private timer: NodeJS.Timeout | undefined;
  private timerDue = Infinity;
  private realAnchor = performance.now();
  private anchor: number;
  private rate: number;
  private order = 0;
  private stopped = false;

  /**
   * @param startAt milliseconds since 1970
   * @param speed simulated seconds a real second
   * @throws Error for a time before 1970 or after 9999, and for a negative or infinite speed
   */
  constructor(startAt: number = Date.now(), speed = 1) {
    this.anchor = checkedTime('The start of the clock', startAt);
    this.rate = checkedSpeed(speed);
  }

  /** The simulated time, in milliseconds since 1970. */
  now(): number {
    return this.anchor + (performance.now() - this.realAnchor) * this.rate;
  }

  /** Simulated seconds a real second; 0 stands still. */
  get speed(): number {
    return this.rate;
  }

  /** @throws Error for a negative or infinite speed */
  setSpeed(speed: number): void {
    const rate = checkedSpeed(speed);
    this.moveTo(this.now());
    this.rate = rate;
    this.arm();
  }

  /**
   * Sets the clock without running what falls due in between; for a state that is imported.
   * @throws Error for a time before 1970 or after 9999
   */
  set(now: number): void {
    this.moveTo(checkedTime('now', now));
    this.arm();
  }

  /**
   * Does something after so many simulated milliseconds.
   * @param dropped called instead where the simulator stops first
   * @returns takes the task back
   */
  schedule(ms: number, run: () => void | Promise<void>, dropped?: () => void): () => void {
    const task: DueTask = {
      due: this.now() + ms,
      order: this.order++,
      run,
      dropped,
      cancelled: this.stopped,
    };
    if (this.stopped) {
      dropped?.();
      return () => undefined;
    }
    this.tasks.add(task);
    if (task.due < this.timerDue) this.arm();
    return () => {
      task.cancelled = true;
    };
  }

  /** @returns whether the time has passed: `false` where the simulator stopped instead */
  wait(ms: number): Promise<boolean> {
    return new Promise((resolve) => {
      this.schedule(
        ms,
        () => resolve(true),
        () => resolve(false),
      );
    });
  }

  /**
   * Moves the clock on, and does on the way what falls due, each at its time; resolves when all of it is done.
   * @throws Error for a negative time, and for one that leads beyond the year 9999
   */
  async advance(ms: number): Promise<void> {
    const target = this.after(ms);
    for (let next = this.tasks.first; next && next.due <= target; next = this.tasks.first) {
      this.tasks.take();
      this.moveTo(Math.max(next.due, this.now()));
      await this.run(next);
      if (this.stopped) return;
    }
    this.moveTo(Math.max(target, this.now()));
    this.arm();
  }

  /**
   * The time in so many simulated milliseconds.
   * @throws Error for a negative time, and for one beyond the year 9999
   */
  after(ms: number): number {
    if (!Number.isFinite(ms) || ms < 0) {
      throw new Error(`The clock only goes forwards: ms must be 0 or more, got ${ms}.`);
    }
    return checkedTime(`The clock cannot be moved on by ${ms} ms: it`, this.now() + ms);
  }

  /** Drops everything that is scheduled. */
  stop(): void {
    this.stopped = true;
    clearTimeout(this.timer);
    for (const task of this.tasks.clear()) if (!task.cancelled) task.dropped?.();
  }

  private moveTo(now: number): void {
    this.realAnchor = performance.now();
    this.anchor = now;
  }

  /** Sets the one real timer to the first task. */
  private arm(): void {
    clearTimeout(this.timer);
    this.timerDue = Infinity;
    const { first } = this.tasks;
    if (!first || this.stopped || this.rate === 0) return;
    this.timerDue = first.due;
    const realMs = Math.max(0, (first.due - this.now()) / this.rate);
    this.timer = setTimeout(() => this.runDue(), Math.min(Math.ceil(realMs), LONGEST_TIMEOUT));
    // The server keeps the process alive while it listens; what is scheduled alone does not.
    this.timer.unref();
  }

  private runDue(): void {
    const now = this.now();
    for (let next = this.tasks.first; next && next.due <= now; next = this.tasks.first) {
      this.tasks.take();
      void this.run(next);
    }
    // A timer may fire a fraction of a millisecond early: what is not yet due waits for the next.
    this.arm();
  }

  private async run(task: DueTask): Promise<void> {
    if (!task.cancelled) await task.run();
  }
}

function checkedSpeed(speed: number): number {
  if (Number.isFinite(speed) && speed >= 0) return speed;
  throw new Error(`The speed must be 0 or more, got ${speed}.`);
}
