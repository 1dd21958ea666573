import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { firstValueFrom, Subject, type Subscription } from 'rxjs';
import { Clock } from '../common/index.js';
import { withTimeout } from '../common/internal.js';
import {
  deliveryStateOf,
  WhatsAppDeliveryService,
  type DeliveryRecord,
  type DeliveryState,
} from '../delivery/index.js';
import { isDoneWhenSent } from '../delivery/internal.js';
import { Repeater } from './repeater.js';
import { Timeouts } from './timeouts.js';

/** The outcome of the wait for a message. */
export type WaitOutcome = { readonly messageId?: string } & (
  | { readonly kind: 'reached' }
  | { readonly kind: 'failed'; readonly state: DeliveryState }
  | { readonly kind: 'timed-out' }
);

/** A wait that may be given a time limit, and given up. */
export interface DeliveryWait {
  readonly outcome: Promise<WaitOutcome>;
  /** Limits the wait to this time of day; where the clock is set afterwards, it ends as late as if it were not. */
  limit(until: number): void;
  giveUp(): void;
}

interface Waiting {
  readonly target: 'delivered' | 'sent';
  /** The start by `Clock.monotonic`. */
  readonly since: number;
  nextLookAt: number;
  readonly end: (outcome: WaitOutcome) => void;
}

/**
 * The time before a message is looked up in the store for the first time: the status may have come
 * to another process. Mostly a message is delivered sooner, and then it is never looked up; the
 * longer it takes, the less often.
 */
const lookEveryMs = 5000;
const lookAtLeastEveryMs = 60_000;

/** The time limit of a look-up. */
const lookTimeoutMs = 5000;

/** The number of messages that are looked up at the same time. */
const lookedUpAtOnce = 100;

const failures: ReadonlySet<DeliveryState> = new Set<DeliveryState>(['failed', 'dropped', 'unresolved']);
const reached: Readonly<Record<'delivered' | 'sent', ReadonlySet<DeliveryState>>> = {
  delivered: new Set<DeliveryState>(['delivered', 'read', 'played']),
  sent: new Set<DeliveryState>(['sent', 'delivered', 'read', 'played']),
};

/** Waits until messages have got as far as somebody wants. */
@Injectable()
export class DeliveryWaits implements OnApplicationShutdown {
  /** The waits by correlation id: it is known before the message goes out, and so before any status comes. */
  readonly #waiting = new Map<string, Waiting>();
  readonly #timeouts: Timeouts;
  readonly #looks: Repeater;
  readonly #changes: Subscription;

  constructor(
    private readonly tracker: WhatsAppDeliveryService,
    private readonly clock: Clock,
  ) {
    this.#timeouts = new Timeouts(clock);
    this.#looks = new Repeater(clock, lookEveryMs, {
      isNeeded: () => this.#waiting.size > 0,
      work: () => this.lookAll(),
    });
    this.#changes = tracker.changes$.subscribe(({ record }) => this.see(record));
  }

  for(correlationId: string, target: 'delivered' | 'sent'): DeliveryWait {
    const ended = new Subject<WaitOutcome>();
    const outcome = firstValueFrom(ended);
    let takeBack: (() => void) | undefined;
    const end = (how: WaitOutcome): void => {
      if (this.#waiting.get(correlationId) === waiting) this.#waiting.delete(correlationId);
      takeBack?.();
      ended.next(how);
    };
    const since = this.clock.monotonic();
    const waiting: Waiting = { target, since, nextLookAt: since + lookEveryMs, end };
    this.#waiting.set(correlationId, waiting);
    this.#looks.start();
    return {
      outcome,
      limit: (until) => {
        if (this.#waiting.get(correlationId) !== waiting) return;
        const leftMs = until - this.clock.now();
        takeBack = this.#timeouts.after(leftMs, () => void this.endInTime(correlationId, end));
      },
      giveUp: () => end({ kind: 'timed-out' }),
    };
  }

  /** Checks whether it has got there already, e.g. before a restart. */
  async check(correlationId: string): Promise<DeliveryRecord | undefined> {
    const record = await this.tracker.getByCorrelationId(correlationId);
    if (record) this.see(record);
    return record;
  }

  onApplicationShutdown(): void {
    this.#changes.unsubscribe();
    this.#timeouts.stop();
    this.#looks.stop();
  }

  /** Looks the message up once more before it is too late: its status may have come to another process. */
  private async endInTime(correlationId: string, end: (outcome: WaitOutcome) => void): Promise<void> {
    await this.look(correlationId);
    end({ kind: 'timed-out' });
  }

  private async lookAll(): Promise<void> {
    const now = this.clock.monotonic();
    const due = [...this.#waiting].filter(([, { nextLookAt }]) => nextLookAt <= now);
    for (const [, waiting] of due) {
      waiting.nextLookAt = now + Math.min((now - waiting.since) / 4, lookAtLeastEveryMs);
    }
    for (let from = 0; from < due.length; from += lookedUpAtOnce) {
      await Promise.all(due.slice(from, from + lookedUpAtOnce).map(([id]) => this.look(id)));
    }
  }

  private async look(correlationId: string): Promise<void> {
    try {
      await withTimeout(this.clock, lookTimeoutMs, this.check(correlationId), { background: true });
    } catch {
      // The store cannot be reached now: the status may still come here, or is found next time.
    }
  }

  private see(record: DeliveryRecord): void {
    const waiting = this.#waiting.get(record.correlationId ?? '');
    if (!waiting) return;
    const { messageId } = record;
    const state = deliveryStateOf(record);
    const target = isDoneWhenSent(record.type) ? 'sent' : waiting.target;
    // In a group it failed for one participant, and others may still get it.
    if (state === 'failed' && record.recipient.isGroup) return;
    if (failures.has(state)) waiting.end({ kind: 'failed', state, messageId });
    else if (reached[target].has(state)) waiting.end({ kind: 'reached', messageId });
  }
}
