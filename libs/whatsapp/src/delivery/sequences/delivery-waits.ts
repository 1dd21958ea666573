import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { firstValueFrom, Subject, type Subscription } from 'rxjs';
import { Clock } from '../../common/index.js';
import { DeliveryTracker } from '../delivery-tracker.js';
import type { DeliveryRecord, DeliveryState } from '../records/delivery-record.js';
import { deliveryStateOf, isDoneWhenSent } from '../records/delivery-state.js';
import { Timeouts } from './timeouts.js';

/** How the wait for a message ended. */
export type WaitOutcome =
  | { readonly kind: 'reached' }
  | { readonly kind: 'failed'; readonly state: DeliveryState }
  | { readonly kind: 'timed-out' };

/** A wait that may be given a time limit, and given up. */
export interface DeliveryWait {
  readonly outcome: Promise<WaitOutcome>;
  /** From now on it ends at this time. */
  limit(until: number): void;
  giveUp(): void;
}

interface Waiting {
  readonly target: 'delivered' | 'sent';
  readonly end: (outcome: WaitOutcome) => void;
}

const failures: ReadonlySet<DeliveryState> = new Set<DeliveryState>(['failed', 'dropped', 'unresolved']);
const reached: Readonly<Record<'delivered' | 'sent', ReadonlySet<DeliveryState>>> = {
  delivered: new Set<DeliveryState>(['delivered', 'read', 'played']),
  sent: new Set<DeliveryState>(['sent', 'delivered', 'read', 'played']),
};

/** Waits until messages have got as far as somebody wants. */
@Injectable()
export class DeliveryWaits implements OnApplicationShutdown {
  /** By correlation id: it is known before the message goes out, and so before any status comes. */
  readonly #waiting = new Map<string, Waiting>();
  readonly #timeouts: Timeouts;
  readonly #changes: Subscription;

  constructor(
    private readonly tracker: DeliveryTracker,
    clock: Clock,
  ) {
    this.#timeouts = new Timeouts(clock);
    this.#changes = tracker.changes$.subscribe(({ record }) => this.see(record));
  }

  for(correlationId: string, target: 'delivered' | 'sent'): DeliveryWait {
    const ended = new Subject<WaitOutcome>();
    const outcome = firstValueFrom(ended);
    let takeBack: (() => void) | undefined;
    const end = (how: WaitOutcome): void => {
      this.#waiting.delete(correlationId);
      takeBack?.();
      ended.next(how);
    };
    this.#waiting.set(correlationId, { target, end });
    return {
      outcome,
      limit: (until) => {
        if (!this.#waiting.has(correlationId)) return;
        takeBack = this.#timeouts.at(until, () => end({ kind: 'timed-out' }));
      },
      giveUp: () => end({ kind: 'timed-out' }),
    };
  }

  /** Looks whether it has got there already, e.g. before a restart. */
  async check(correlationId: string): Promise<DeliveryRecord | undefined> {
    const record = await this.tracker.getByCorrelationId(correlationId);
    if (record) this.see(record);
    return record;
  }

  onApplicationShutdown(): void {
    this.#changes.unsubscribe();
    this.#timeouts.stop();
  }

  private see(record: DeliveryRecord): void {
    const waiting = this.#waiting.get(record.correlationId ?? '');
    if (!waiting) return;
    const state = deliveryStateOf(record);
    const target = isDoneWhenSent(record.type) ? 'sent' : waiting.target;
    if (failures.has(state)) waiting.end({ kind: 'failed', state });
    else if (reached[target].has(state)) waiting.end({ kind: 'reached' });
  }
}
