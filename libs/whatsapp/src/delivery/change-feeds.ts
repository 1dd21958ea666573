import { EMPTY, finalize, Subject, type Observable } from 'rxjs';
import type { DeliveryChange } from './delivery-change.js';
import { isFinal } from './records/delivery-state.js';

/** Emits the changes of single messages to their watchers: a change costs the same however many messages are watched. */
export class ChangeFeeds {
  readonly #feeds = new Map<string, Subject<DeliveryChange>>();
  #closed = false;

  /** @param maxMessages how many are watched at the same time; with one more, the one that was watched first ends */
  constructor(private readonly maxMessages: number) {}

  /** Emits the changes of a message from now on; it completes when nothing more is expected. */
  of(messageId: string): Observable<DeliveryChange> {
    if (this.#closed) return EMPTY;
    const feed = this.#feeds.get(messageId) ?? this.open(messageId);
    return feed.pipe(
      finalize(() => {
        if (!feed.observed && this.#feeds.get(messageId) === feed) this.#feeds.delete(messageId);
      }),
    );
  }

  tell(change: DeliveryChange): void {
    const { messageId } = change.record;
    if (messageId === undefined) return;
    this.#feeds.get(messageId)?.next(change);
    if (isFinal(change.record)) this.end(messageId);
  }

  /** Completes all that are watched, and whatever is watched later. */
  close(): void {
    this.#closed = true;
    for (const messageId of this.#feeds.keys()) this.end(messageId);
  }

  private open(messageId: string): Subject<DeliveryChange> {
    const [first] = this.#feeds.keys();
    if (first !== undefined && this.#feeds.size >= this.maxMessages) this.end(first);
    const feed = new Subject<DeliveryChange>();
    this.#feeds.set(messageId, feed);
    return feed;
  }

  private end(messageId: string): void {
    const feed = this.#feeds.get(messageId);
    this.#feeds.delete(messageId);
    feed?.complete();
  }
}
