import type { DeliveryIds } from './records/delivery-store.js';

/** Runs what is done about one message one after another, whichever of its ids is given, and everything else side by side. */
export class KeyedQueue {
  /** By id: the end of the last work that was given under it. */
  readonly #last = new Map<string, Promise<void>>();

  run<T>({ messageId, correlationId }: DeliveryIds, work: () => Promise<T>): Promise<T> {
    const ids = [messageId, correlationId].filter((id) => id !== undefined);
    const leave = (): void => {
      for (const id of ids) {
        if (this.#last.get(id) === ended) this.#last.delete(id);
      }
    };
    const result = Promise.all(ids.flatMap((id) => this.#last.get(id) ?? [])).then(work);
    const ended = result.then(leave, leave);
    for (const id of ids) this.#last.set(id, ended);
    return result;
  }
}
